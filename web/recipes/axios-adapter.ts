import type { SessionClient } from '@sojourn/client'
import axios, { type AxiosInstance } from 'axios'
import { guarded } from './session-over.ts'

// snippet: state-axios
export function createHttp(client: SessionClient, baseURL = '/api'): AxiosInstance {
  return axios.create({
    baseURL,
    env: { fetch: (input, init) => client.fetch(input, init) },
    adapter: (config) => guarded(client, () => axios.getAdapter('fetch', config)(config)),
  })
}
// end
