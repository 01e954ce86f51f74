import { afterEach, expect, it, vi } from 'vitest'
import { openCookieStream } from './cookie-stream.ts'
import type { Core } from './core.ts'
import { createFakeClock } from './testing/fake-clock.ts'

const sources: FakeEventSource[] = []

class FakeEventSource extends EventTarget {
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  isOpen = true
  readonly init: unknown
  constructor(_url: string, init: unknown) {
    super()
    this.init = init
    sources.push(this)
  }
  close(): void {
    this.isOpen = false
  }
}

afterEach(() => vi.unstubAllGlobals())

it('a cookie stream that breaks comes back later each time and not with all others at once', () => {
  vi.stubGlobal('EventSource', FakeEventSource)
  const delays: number[] = []
  const open = (failures: number, random: number): void => {
    const agenda = (_name: string, run?: () => void, delayMs = 0): void => {
      if (run) delays.push(delayMs)
    }
    const core = { failures, random: () => random, agenda, doubt: () => {} } as unknown as Core
    const stream = openCookieStream(core)('/events', () => {})
    sources.at(-1)?.onerror?.()
    // Not before its time: whatever settles in between would open the next one at once.
    expect(stream?.isClosed()).toBe(false)
    expect(sources.at(-1)?.isOpen).toBe(false)
  }

  for (const failures of [0, 1, 5, 50]) open(failures, 0)
  open(0, 0.999)

  expect(delays).toEqual([500, 1000, 16_000, 16_000, 1499])
})

it('a cookie stream brings the cookie and tells reasons, and a broken one asks when it comes back', async () => {
  vi.stubGlobal('EventSource', FakeEventSource)
  const clock = createFakeClock()
  const doubt = vi.fn()
  const heard = vi.fn()
  const agenda = (_name: string, run?: () => void, delayMs = 0): void => {
    if (run) clock.setTimer(run, delayMs)
  }
  const emit = vi.fn()
  const core = { failures: 0, random: () => 0.5, agenda, doubt, emit } as unknown as Core
  const stream = openCookieStream(core)('/events', heard)
  const source = sources.at(-1)

  source?.onopen?.()
  source?.dispatchEvent(new MessageEvent('ended', { data: '{"reason":"revoked"}' }))
  source?.onerror?.()
  await clock.advance(1000)

  expect(source?.init).toEqual({ withCredentials: true })
  expect(heard).toHaveBeenCalledExactlyOnceWith('revoked')
  expect(doubt).toHaveBeenCalledOnce()
  expect(emit.mock.calls).toEqual([
    [core, 'streamConnected'],
    [core, 'streamLost'],
  ])
  expect(stream?.isClosed()).toBe(true)
})
