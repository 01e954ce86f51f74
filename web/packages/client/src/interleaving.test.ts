import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTestSession, type TestSession, type TestTab } from './testing/index.ts'

type Step = (test: TestSession, tab: TestTab) => Promise<unknown> | unknown

const steps: Record<string, Step> = {
  tick: (test) => test.clock.advance(700),
  wait: (test) => test.clock.advance(29 * 60_000),
  sleep: (test) => test.clock.sleep(31 * 60_000),
  shiftClock: (test) => test.clock.shiftWall(3_600_000),
  hide: (_test, tab) => tab.hide(),
  show: (_test, tab) => tab.show(),
  restore: (_test, tab) => tab.restore(),
  input: (_test, tab) => tab.input(),
  request: (_test, tab) => tab.client.fetch('/api').catch(() => {}),
  extend: (_test, tab) => tab.client.extend().catch(() => {}),
  signOut: (_test, tab) => tab.client.signOut().catch(() => {}),
  signIn: (test) => test.server.signIn({ id: `id-${test.clock.now()}` }),
  revoke: (test) => test.server.end('revoked'),
  rotate: (test) => {
    if (test.server.state.session) test.server.state.session.generation += 1
  },
  loseNetwork: (test) => {
    test.server.state.reachable = false
  },
  findNetwork: (test) => {
    test.server.state.reachable = true
  },
}

it('whatever happens in three tabs, all end in the state of the server once it is quiet', async () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(2))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (schedule) => {
      const test = createTestSession()
      const tabs = [test, test.openTab(), test.openTab()]
      for (const { client } of tabs) client.start()
      for (const [name, at] of schedule) {
        // Not awaited: what overlaps is what breaks.
        void steps[name]?.(test, tabs[at] ?? test)
        if (name === 'tick' || name === 'wait' || name === 'sleep') await test.clock.advance(1)
      }
      test.server.state.reachable = true
      await test.clock.advance(60_000)
      for (const tab of tabs) tab.restore()
      await test.clock.advance(60_000)

      const id = test.server.state.session?.id
      for (const { client } of tabs) {
        const snapshot = client.getSnapshot()
        expect(snapshot.status).toBe(id === undefined ? 'none' : 'active')
        if (snapshot.status === 'active') expect(snapshot.session.id).toBe(id)
      }
    }),
    { numRuns: 60 },
  )
}, 60_000)
