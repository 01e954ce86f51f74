'use client'

import { createDeviceApi } from '@sojourn/client'
import { useMemo, useSyncExternalStore } from 'react'
import { createDeviceList, type DeviceListState, loading } from './device-list.ts'
import { useSessionClient } from './session-provider.tsx'

/** The person's devices and what can be done with them. */
export interface Devices extends Omit<DeviceListState, 'next'> {
  reload(): Promise<void>
  /** Loads the next page; undefined if there is none. */
  readonly loadMore: (() => Promise<void>) | undefined
  /** Each of these rejects with a `SojournError`, and reloads the list if it succeeds. */
  rename(id: string, name: string | null): Promise<void>
  end(id: string): Promise<void>
  endOthers(): Promise<number>
}

/** The person's devices, loaded when the component is shown. A failure is never an empty list. */
export function useDevices(options: { readonly pageSize?: number } = {}): Devices {
  const client = useSessionClient()
  const { pageSize } = options
  const api = useMemo(() => createDeviceApi(client), [client])
  const list = useMemo(() => createDeviceList(api, pageSize), [api, pageSize])
  const { next, ...state } = useSyncExternalStore(list.subscribe, list.getState, () => loading)
  const actions = useMemo(() => {
    const reload = (): Promise<void> => list.load()
    return {
      reload,
      rename: (id: string, name: string | null) => api.rename(id, name).then(reload),
      end: (id: string) => api.end(id).then(reload),
      endOthers: async () => {
        const { count } = await api.endOthers()
        await reload()
        return count
      },
    }
  }, [api, list])
  return { ...state, ...actions, loadMore: next === undefined ? undefined : () => list.load(next) }
}
