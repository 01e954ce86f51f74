import { describe, expect, it, vi } from 'vitest'
import { createHttp } from './axios-adapter.ts'
import { learnOfEnd, open, secret } from './test-world.ts'

describe('axios', () => {
  it('sends what the session needs, and reads what answers say of it', async () => {
    const test = await open()
    const { data } = await createHttp(test.client, 'http://localhost/api').get('/account')

    expect(data).toEqual({ iban: secret })
    expect(test.server.requests.at(-1)?.headers.get('X-Sojourn')).toBe('1')
  })

  it('refuses an answer whose session is over', async () => {
    const test = await open()
    const http = createHttp(test.client, 'http://localhost/api')
    const release = test.server.hold()
    const late = http.get('/account').then(
      () => 'taken',
      ({ code }) => code,
    )
    await vi.waitFor(() => expect(test.server.count('GET /api/account')).toBe(1))
    learnOfEnd(test)
    release()

    expect(await late).toBe('session-changed')
  })
})
