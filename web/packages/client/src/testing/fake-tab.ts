import * as accessToken from '../access-token.ts'
import type { Environment, Lifecycle, LifecycleSignal, TabChannel } from '../environment.ts'
import * as eventStream from '../event-stream.ts'
import * as finishSignOut from '../finish-sign-out.ts'
import * as refusal from '../refusal.ts'
import * as storageChannel from '../storage-channel.ts'
import type { FakeClock } from './fake-clock.ts'

/** What a test can do to one tab. */
export interface FakeTab {
  show(): void
  hide(): void
  /** Moves the focus; a tab that is visible in a second window has none. */
  focus(isFocused: boolean): void
  /** The person does something. */
  input(): void
  /** The page comes back from the back/forward cache. */
  restore(): void
  offline(): void
  online(): void
  /** The tab is closed or crashes: it says nothing more and lets go of what it held. */
  close(): void
  /** The event streams that the tab has open; call one to send an event. */
  readonly streams: Set<(reason?: string) => void>
}

/** What the tabs of one origin share: they hear each other, and keep notes. */
export interface FakeBus {
  readonly listeners: Set<(message: unknown, from: object) => void>
  /** What the tabs have written down. */
  readonly notes: Map<string, string>
  readonly noteListeners: Set<(name: string, text: string, from: object) => void>
  /** Who waits for a lock, the holder first. */
  readonly locks: Map<string, FakeLockRequest[]>
}

interface FakeLockRequest {
  readonly tab: object
  readonly begin: () => void
}

/** Creates a tab's controls and the environment that belongs to them. */
export function createFakeTab(
  clock: FakeClock,
  bus: FakeBus,
): FakeTab & { readonly environment: Omit<Environment, 'fetch'> } {
  const listeners = new Set<(signal: LifecycleSignal) => void>()
  const streams = new Set<(reason?: string) => void>()
  const closed = new AbortController()
  const now = { visible: true, focused: true }
  const signal = (name: LifecycleSignal) => () => {
    for (const listener of [...listeners]) listener(name)
  }
  const look = (visible: boolean) => () => {
    now.visible = visible
    signal(visible ? 'visible' : 'hidden')()
  }
  const lifecycle: Lifecycle = {
    isVisible: () => now.visible,
    isFocused: () => now.focused,
    listen: (handler) => {
      listeners.add(handler)
      return () => listeners.delete(handler)
    },
  }
  return {
    show: look(true),
    hide: look(false),
    focus: (isFocused) => {
      now.focused = isFocused
    },
    input: signal('input'),
    restore: signal('restored'),
    offline: signal('offline'),
    online: signal('online'),
    streams,
    close: () => {
      now.visible = false
      listeners.clear()
      streams.clear()
      closed.abort()
      leaveLocks(bus, closed)
    },
    environment: { ...createFakeEnvironment(clock, bus, streams, closed), lifecycle },
  }
}

function createFakeEnvironment(
  clock: FakeClock,
  bus: FakeBus,
  streams: Set<(reason?: string) => void>,
  closed: AbortController,
): Omit<Environment, 'fetch' | 'lifecycle'> {
  return {
    now: clock.now,
    monotonic: clock.monotonic,
    setTimer: clock.setTimer,
    random: () => 0.5,
    ...createFakeNotes(bus),
    lock: createFakeLock(bus, closed),
    pageUrl: () => 'http://localhost/page',
    channel: () => createFakeChannel(bus.listeners, closed.signal),
    // Here at once: no test is to depend on how long a module takes to load.
    parts: {
      bearer: async () => accessToken,
      events: async () => eventStream,
      refusal: async () => refusal,
      signOut: async () => finishSignOut,
      tabs: async () => storageChannel,
    },
    eventStream: (_url, onEvent) => {
      const send = (reason?: string): void => onEvent(reason)
      streams.add(send)
      return { isClosed: () => !streams.has(send), close: () => streams.delete(send) }
    },
  }
}

function createFakeNotes({
  notes,
  noteListeners,
}: FakeBus): Required<Pick<Environment, 'note' | 'storageEvents'>> {
  const self = {}
  return {
    note: (name, text) => {
      if (text === undefined) return notes.get(name)
      if (text === '') notes.delete(name)
      else notes.set(name, text)
      queueMicrotask(() => {
        for (const listener of [...noteListeners]) listener(name, text, self)
      })
      return undefined
    },
    storageEvents: (handler) => {
      const hear = (name: string, text: string, from: object): void => {
        if (from !== self) handler(name, text)
      }
      noteListeners.add(hear)
      return () => noteListeners.delete(hear)
    },
  }
}

function createFakeChannel(listeners: FakeBus['listeners'], closed: AbortSignal): TabChannel {
  const channel: TabChannel = {
    onmessage: null,
    postMessage: (message) => {
      // Copied as a browser copies it: what cannot be cloned must fail in tests too.
      const data: unknown = structuredClone(message)
      queueMicrotask(() => {
        for (const listener of [...listeners]) listener(data, channel)
      })
    },
    close: () => listeners.delete(hear),
  }
  const hear = (data: unknown, from: object): void => {
    if (from !== channel) channel.onmessage?.({ data } as MessageEvent)
  }
  listeners.add(hear)
  closed.addEventListener('abort', () => listeners.delete(hear))
  return channel
}

function createFakeLock(bus: FakeBus, tab: AbortController): NonNullable<Environment['lock']> {
  return (name, hold, signal) =>
    new Promise((resolve, reject) => {
      const waiting = bus.locks.get(name) ?? []
      bus.locks.set(name, waiting)
      let isHeld = false
      const request: FakeLockRequest = {
        tab,
        begin: () => {
          if (isHeld) return
          isHeld = true
          void hold().then(() => {
            leaveLocks(bus, tab)
            resolve(undefined)
          })
        },
      }
      signal.addEventListener('abort', () => {
        if (isHeld) return
        waiting.splice(waiting.indexOf(request), 1)
        reject(signal.reason)
      })
      waiting.push(request)
      queueMicrotask(() => waiting[0]?.begin())
    })
}

/** The tab lets go of every lock that it holds or waits for, and the next one gets it. */
function leaveLocks({ locks }: FakeBus, tab: object): void {
  for (const [name, waiting] of locks) {
    const others = waiting.filter((request) => request.tab !== tab)
    waiting.splice(0, waiting.length, ...others)
    locks.set(name, waiting)
    queueMicrotask(() => waiting[0]?.begin())
  }
}
