import { type DeviceApi, type DeviceSession, isSojournError, SojournError } from '@sojourn/client'

/** What is known about the person's devices. */
export interface DeviceListState {
  readonly status: 'loading' | 'ready' | 'error'
  readonly devices: readonly DeviceSession[]
  readonly error: SojournError | undefined
  /** The cursor of the next page, if there is one. */
  readonly next: string | undefined
}

/** A list of devices that components can subscribe to. */
export interface DeviceList {
  getState(): DeviceListState
  subscribe(listener: () => void): () => void
  /** Loads the first page again, or the page after a cursor. */
  load(after?: string): Promise<void>
}

/** The state before the first answer. */
export const loading: DeviceListState = {
  status: 'loading',
  devices: [],
  error: undefined,
  next: undefined,
}

/** Creates a list that loads when somebody first subscribes: rendering causes no call. */
export function createDeviceList(api: DeviceApi, pageSize?: number): DeviceList {
  const listeners = new Set<() => void>()
  let state = loading
  let latest = 0
  let isLoaded = false
  const publish = (next: Partial<DeviceListState>): void => {
    state = { ...state, error: undefined, ...next }
    for (const listener of [...listeners]) listener()
  }
  const load = async (after?: string): Promise<void> => {
    const mine = ++latest
    isLoaded = true
    try {
      const page = await api.list({ after, most: pageSize })
      // A reload overtakes the page that was under way, and must not be appended to.
      if (mine !== latest) return
      const devices = after === undefined ? page.sessions : [...state.devices, ...page.sessions]
      publish({ status: 'ready', devices, next: page.next })
    } catch (cause) {
      if (mine !== latest) return
      const error = isSojournError(cause) ? cause : new SojournError('network', { cause })
      publish({ status: 'error', error })
    }
  }
  return {
    getState: () => state,
    load,
    subscribe: (listener) => {
      listeners.add(listener)
      if (!isLoaded) void load()
      return () => listeners.delete(listener)
    },
  }
}
