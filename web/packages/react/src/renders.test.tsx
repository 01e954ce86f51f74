import { createTestSession, type TestSession } from '@sojourn/client/testing'
import { act, cleanup, render } from '@testing-library/react'
import { Profiler, type ReactNode, useState } from 'react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { SessionProvider, useSession } from './index.ts'
import { installTestDialog, passTime } from './testing/index.ts'
import { ExpiryDialog } from './ui/index.ts'

beforeAll(installTestDialog)
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

interface World {
  readonly test: TestSession
  /** Changes state that has nothing to do with the session, below the provider. */
  touch(): void
}

interface Row {
  readonly event: string
  /** How often a component with a selector, one with the whole snapshot, and the dialog render. */
  readonly renders: readonly [number, number, number]
  before?(world: World): unknown
  run(world: World): unknown
}

const counts = { selector: 0, whole: 0, dialog: 0 }
let touch = (): void => {}

function Selector(): ReactNode {
  counts.selector += 1
  return useSession(({ status }) => status)
}

function Whole(): ReactNode {
  counts.whole += 1
  return useSession().status
}

function Unrelated(): ReactNode {
  const [state, setState] = useState(0)
  touch = () => setState(state + 1)
  return state
}

const openWarning = async ({ test }: World): Promise<void> => {
  const { session } = test.server.state
  if (session) session.idleAt = test.clock.monotonic() + 60_000
  await act(() => test.client.probe())
}

/** `./bench sizes` reports the names; the numbers are asserted here, and no clock is asked. */
const rows: readonly Row[] = [
  {
    event: 'a question brings nothing new',
    renders: [0, 0, 0],
    run: ({ test }) => act(() => test.client.probe()),
  },
  {
    event: 'a renewal is answered',
    renders: [0, 0, 0],
    run: ({ test }) => act(() => test.client.renew()),
  },
  { event: 'unrelated state changes', renders: [0, 0, 0], run: (world) => act(world.touch) },
  {
    event: 'the network is lost',
    renders: [0, 1, 1],
    run: ({ test }) => act(() => test.offline()),
  },
  {
    event: 'a newer generation of the session comes',
    renders: [0, 1, 1],
    run: ({ test }) => {
      if (test.server.state.session) test.server.state.session.generation += 1
      return act(() => test.client.probe())
    },
  },
  { event: 'the warning opens', renders: [0, 1, 1], run: openWarning },
  {
    event: 'a second of the countdown passes',
    renders: [0, 0, 1],
    before: openWarning,
    run: ({ test }) =>
      act(async () => {
        await test.clock.advance(1000)
        vi.advanceTimersByTime(1000)
      }),
  },
  {
    event: 'another tab extends',
    renders: [0, 1, 1],
    before: openWarning,
    run: async ({ test }) => {
      const other = test.openTab()
      other.client.start()
      await passTime(test)
      await act(() => other.client.extend())
      await passTime(test, 1000)
    },
  },
  {
    event: 'the person signs out',
    renders: [1, 1, 1],
    run: ({ test }) => act(() => test.client.signOut()),
  },
]

const named = rows.map((row) => [`${row.event}: ${row.renders.join(' / ')}`, row] as const)

it.each(named)('renders when %s', async (_name, { renders, before, run }) => {
  const test = createTestSession()
  render(
    <SessionProvider client={test.client}>
      <Selector />
      <Whole />
      <Unrelated />
      <Profiler
        id="dialog"
        onRender={() => {
          counts.dialog += 1
        }}
      >
        <ExpiryDialog />
      </Profiler>
    </SessionProvider>,
  )
  await passTime(test)
  const world: World = { test, touch: () => touch() }
  await before?.(world)
  Object.assign(counts, { selector: 0, whole: 0, dialog: 0 })

  await run(world)

  expect([counts.selector, counts.whole, counts.dialog]).toEqual(renders)
})
