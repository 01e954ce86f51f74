import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createTestSession, type TestSession, type TestTab } from './testing/index.ts'

type Step = (test: TestSession, tab: TestTab) => unknown

const steps: Record<string, Step> = {
  tick: (test) => test.clock.advance(700),
  lapse: (test) => test.clock.advance(6 * 60_000),
  sleep: (test) => test.clock.sleep(31 * 60_000),
  hide: (_test, tab) => tab.hide(),
  show: (_test, tab) => tab.show(),
  input: (_test, tab) => tab.input(),
  request: (_test, tab) => tab.client.fetch('/api').catch(() => {}),
  post: (_test, tab) => tab.client.fetch('/api', { method: 'POST', body: '{}' }).catch(() => {}),
  signOut: (_test, tab) => tab.client.signOut().catch(() => {}),
  signIn: (test) => test.server.signIn({ id: `id-${test.clock.now()}` }),
  revoke: (test) => test.server.end('revoked'),
  refuseTokens: (test) => test.server.tokens.issued.clear(),
  loseNetwork: (test) => {
    test.server.state.reachable = false
  },
  findNetwork: (test) => {
    test.server.state.reachable = true
  },
}

describe('three tabs of a bearer session', () => {
  it('end in the state of the server, and no token is ever seen where it does not belong', async () => {
    const step = fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(2))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (schedule) => {
        const posted = vi.spyOn(globalThis, 'structuredClone')
        const stored = vi.spyOn(Storage.prototype, 'setItem')
        const test = createTestSession({ carrier: 'bearer' })
        const tabs = [test, test.openTab(), test.openTab()]
        const seen: unknown[] = []
        for (const { client } of tabs) {
          client.subscribe(() => seen.push(client.getSnapshot()))
          client.start()
        }
        for (const [name, at] of schedule) {
          // Not awaited: what overlaps is what breaks.
          void steps[name]?.(test, tabs[at] ?? test)
          if (name === 'tick' || name === 'lapse' || name === 'sleep') await test.clock.advance(1)
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
        const outside = test.server.requests.map(({ path, body }) => [path, body])
        const places = [seen, outside, posted.mock.calls, stored.mock.calls]
        expect(JSON.stringify(places)).not.toContain('secret-')
        posted.mockRestore()
        stored.mockRestore()
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('never send the token of one session with a request for another', async () => {
    const test = createTestSession({ carrier: 'bearer' })
    test.client.start()
    await test.clock.settle()
    await test.client.fetch('/adas')
    const adas = test.server.requests.at(-1)?.headers.get('Authorization')
    test.server.signIn({ id: 'graces' })
    await test.client.probe()

    await test.client.fetch('/graces')

    const graces = test.server.requests.filter(({ path }) => path === '/graces')
    expect(graces.map(({ headers }) => headers.get('Authorization'))).toEqual([
      expect.stringContaining('graces'),
    ])
    expect(adas).not.toContain('graces')
  })
})
