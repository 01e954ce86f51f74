import * as accessToken from '../access-token.ts'
import type { Environment, Lifecycle, LifecycleSignal, TabChannel } from '../environment.ts'
import * as eventStream from '../event-stream.ts'
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
  /** The event streams that the tab has open; call one to send an event. */
  readonly streams: Set<(reason?: string) => void>
}

/** All tabs of one origin hear each other through this. */
export type FakeBus = Set<(message: unknown, from: object) => void>

/** Creates a tab's controls and the environment that belongs to them. */
export function createFakeTab(
  clock: FakeClock,
  bus: FakeBus,
): FakeTab & { readonly environment: Omit<Environment, 'fetch'> } {
  const listeners = new Set<(signal: LifecycleSignal) => void>()
  const streams = new Set<(reason?: string) => void>()
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
    environment: { ...createFakeEnvironment(clock, bus, streams), lifecycle },
  }
}

function createFakeEnvironment(
  clock: FakeClock,
  bus: FakeBus,
  streams: Set<(reason?: string) => void>,
): Omit<Environment, 'fetch' | 'lifecycle'> {
  return {
    now: clock.now,
    monotonic: clock.monotonic,
    setTimer: clock.setTimer,
    random: () => 0.5,
    pageUrl: () => 'http://localhost/page',
    channel: () => createFakeChannel(bus),
    // Here at once: no test is to depend on how long a module takes to load.
    parts: { bearer: async () => accessToken, events: async () => eventStream },
    eventStream: (_url, onEvent) => {
      const send = (reason?: string): void => onEvent(reason)
      streams.add(send)
      return { isClosed: () => !streams.has(send), close: () => streams.delete(send) }
    },
  }
}

function createFakeChannel(bus: FakeBus): TabChannel {
  const self = {}
  let hear: ((message: unknown, from: object) => void) | undefined
  return {
    post: (message) => {
      // Copied as a browser copies it: what cannot be cloned must fail in tests too.
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => {
        for (const listener of [...bus]) listener(copy, self)
      })
    },
    listen: (handler) => {
      hear = (message, from) => {
        if (from !== self) handler(message)
      }
      bus.add(hear)
    },
    close: () => {
      if (hear !== undefined) bus.delete(hear)
    },
  }
}
