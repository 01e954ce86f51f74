import { SojournError } from './errors.ts'
import { isCount, isRecord, isText } from './guards.ts'
import type { SessionClient } from './session-client.ts'

/** One of the person's sessions, as their device list shows it. */
export interface DeviceSession {
  readonly id: string
  /** Whether it is the session of this browser. */
  readonly current: boolean
  readonly kind: string
  readonly carrier: string
  readonly name?: string
  readonly browser?: string
  readonly platform?: string
  /** A network prefix, not an address. */
  readonly network?: string
  readonly methods: readonly string[]
  readonly createdSecondsAgo: number
  readonly activeSecondsAgo: number
}

/** A page of the device list; `next` is there if there are more. */
export interface DevicePage {
  readonly sessions: readonly DeviceSession[]
  readonly next?: string | undefined
}

/** Which page of the device list. */
export interface DevicePageRequest {
  /** The `next` of the page before. */
  readonly after?: string | undefined
  /** 1 to 100. Default: 20. */
  readonly most?: number | undefined
}

/** The person's devices. Every call rejects with a `SojournError`; a failure is never an empty list. */
export interface DeviceApi {
  list(page?: DevicePageRequest): Promise<DevicePage>
  /** Gives a device a name of at most 64 characters; `null` or an empty one removes it. */
  rename(id: string, name: string | null): Promise<void>
  /** Ends one session; that of this browser as well. */
  end(id: string): Promise<void>
  /** Ends all sessions but this one. */
  endOthers(): Promise<{ readonly count: number }>
}

/** Creates the device calls of a client: apart from it, so that only pages with such a list pay. */
export function createDeviceApi(client: SessionClient): DeviceApi {
  const path = (id: string): string => `/sessions/${encodeURIComponent(id)}`
  return {
    list: async (page = {}) => {
      const body = await client.call({ method: 'GET', path: `/sessions${query(page)}` })
      if (!isDevicePage(body)) throw new SojournError('unexpected-answer')
      return body
    },
    rename: async (id, name) => {
      await client.call({ method: 'PATCH', path: path(id), body: { name } })
    },
    end: async (id) => {
      await client.call({ method: 'DELETE', path: path(id) })
      const snapshot = client.getSnapshot()
      if (snapshot.status === 'active' && snapshot.session.id === id) await client.probe()
    },
    endOthers: async () => {
      const body = await client.call({ method: 'DELETE', path: '/sessions' })
      if (!isRecord(body) || !isCount(body['count'])) throw new SojournError('unexpected-answer')
      return body as { count: number }
    },
  }
}

function query(page: DevicePageRequest): string {
  const given = Object.entries(page).filter(([, value]) => value !== undefined)
  return `?${new URLSearchParams(given as string[][])}`
}

function isDevicePage(body: unknown): body is DevicePage {
  return isRecord(body) && Array.isArray(body['sessions']) && body['sessions'].every(isDevice)
}

function isDevice(value: unknown): boolean {
  return isRecord(value) && isText(value['id'])
}
