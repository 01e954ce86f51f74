import type { Parts } from './parts.ts'

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
  /** Opens the channel between tabs, or nothing where the browser forbids it. */
  channel(name: string): TabChannel | undefined
  /**
   * Opens a server-sent event stream and calls for each `ended`, with its reason, `changed` and `warning`.
   * Default: an `EventSource`. Streams of bearer sessions carry a header, so `fetch` opens those.
   */
  readonly eventStream?: (
    url: string,
    onEvent: (reason?: string) => void,
  ) => EventStream | undefined
  /** Fetches the parts of this library that not every page needs. */
  readonly parts: Parts
  /** The address of the page, or nothing on a server. */
  pageUrl(): string | undefined
  /** Visibility, network and input; absent on a server, where `start()` does nothing. */
  readonly lifecycle: Lifecycle | undefined
}

/** A channel to the other tabs of this origin. What arrives is untrusted. */
export interface TabChannel {
  post(message: unknown): void
  /** Calls for each message until the channel is closed. */
  listen(handler: (message: unknown) => void): void
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
