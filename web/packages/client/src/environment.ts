import type { PartName } from './parts.ts'

/** Everything that the client needs from a browser, so that tests and servers can supply their own. */
export interface Environment {
  readonly fetch: typeof fetch
  /** Wall clock in milliseconds; may jump. */
  now(): number
  /** Monotonic clock in milliseconds; may stand still while the machine sleeps. */
  monotonic(): number
  /** Runs something later and returns the way to cancel it. */
  setTimer(run: () => void, delayMs: number): () => void
  /** A number in [0, 1), for spreading tabs and retries. */
  random(): number
  /**
   * Reads what the tabs of this browser have written down under a name, or writes it; an empty text
   * stands for nothing. Where storage is denied nothing is kept. Never a secret: scripts can read it.
   */
  note(name: string, text?: string): string | null | undefined
  /** Opens the channel between tabs; throws or returns nothing where the browser has or allows none. */
  channel(name: string): TabChannel | undefined
  /**
   * Opens a server-sent event stream and calls for each `ended`, with its reason, `changed` and `warning`.
   * Default: an `EventSource`. Streams of bearer sessions carry a header, so `fetch` opens those.
   */
  readonly eventStream?: (
    url: string,
    onEvent: (reason?: string) => void,
  ) => EventStream | undefined
  /** Calls for each note that another tab writes. Default: the browser's `storage` events. */
  readonly storageEvents?: (
    handler: (key: string | null, text: string | null) => void,
  ) => () => void
  /**
   * Waits for a lock that all tabs of this browser share, and holds it until `hold` is done. Decides only
   * which tab has the event stream. Default: Web Locks, where the browser has them.
   */
  readonly lock?:
    | ((name: string, hold: () => Promise<void>, signal: AbortSignal) => Promise<unknown>)
    | undefined
  /** Fetches the parts of this library that not every page needs; what is in them is not for others. */
  readonly parts: Readonly<Record<PartName, () => Promise<unknown>>>
  /** The address of the page, or nothing on a server. */
  pageUrl(): string | undefined
  /** Visibility, network and input; absent on a server, where `start()` does nothing. */
  readonly lifecycle: Lifecycle | undefined
}

/** A channel to the other tabs of this origin, as `BroadcastChannel` is one. What arrives is untrusted. */
export interface TabChannel {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent<unknown>) => void) | null
  close(): void
}

/** A stream of server-sent events. */
export interface EventStream {
  /** Whether the stream has given up and will not reconnect by itself. */
  isClosed(): boolean
  close(): void
}

/** What can happen to a page. `restored` is a return from the back/forward cache. */
export type LifecycleSignal = 'visible' | 'hidden' | 'restored' | 'online' | 'offline' | 'input'

/** The life of a page: what it is now, and what happens to it. */
export interface Lifecycle {
  isVisible(): boolean
  isFocused(): boolean
  listen(handler: (signal: LifecycleSignal) => void): () => void
}
