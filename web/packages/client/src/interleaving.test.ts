import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTestSession, type TestSession, type TestTab } from './testing/index.ts'

/** Three tabs on one server, whose answers arrive when the schedule says so, and in any order. */
interface World {
  readonly test: TestSession
  readonly tabs: readonly TestTab[]
  /** What waits for a tab: called, the answer arrives. */
  readonly waiting: { readonly tab: number; readonly arrive: () => void }[]
  /** What each tab was told last of the sessions that have ended. */
  readonly told: Set<string>[]
  isQuick: boolean
  signIns: number
  /** What tabs went on to show as confirmed after an answer had denied it. */
  readonly believed: string[]
}

type Step = (world: World, at: number) => unknown

const steps: Record<string, Step> = {
  tick: ({ test }) => test.clock.advance(700),
  wait: ({ test }) => test.clock.advance(29 * 60_000),
  sleep: ({ test }) => test.clock.sleep(31 * 60_000),
  shiftClock: ({ test }) => test.clock.shiftWall(3_600_000),
  deliver: ({ waiting }) => waiting.shift()?.arrive(),
  overtake: ({ waiting }) => waiting.pop()?.arrive(),
  hide: ({ tabs }, at) => tabs[at]?.hide(),
  show: ({ tabs }, at) => tabs[at]?.show(),
  restore: ({ tabs }, at) => tabs[at]?.restore(),
  input: ({ tabs }, at) => tabs[at]?.input(),
  request: ({ tabs }, at) => tabs[at]?.client.fetch('/api').catch(() => {}),
  probe: ({ tabs }, at) => tabs[at]?.client.probe(),
  extend: ({ tabs }, at) => tabs[at]?.client.extend().catch(() => {}),
  signOut: ({ tabs }, at) => tabs[at]?.client.signOut().catch(() => {}),
  // Never the same id twice, or a session that is over would come back.
  signIn: (world) => world.test.server.signIn({ id: `id-${++world.signIns}` }),
  revoke: ({ test }) => test.server.end('revoked'),
  rotate: ({ test }) => {
    if (test.server.state.session) test.server.state.session.generation += 1
  },
  loseNetwork: ({ test }) => {
    test.server.state.reachable = false
  },
  findNetwork: ({ test }) => {
    test.server.state.reachable = true
  },
}

/** What late answers come from, and so what schedules are mostly made of. */
const races = ['deliver', 'overtake', 'extend', 'probe', 'revoke', 'signOut', 'signIn']

function createWorld(): World {
  const test = createTestSession()
  const waiting: World['waiting'] = []
  const told: Set<string>[] = []
  const asking: number[] = []
  const world: World = { test, tabs: [], waiting, told, isQuick: true, signIns: 0, believed: [] }
  const openTab = (tab: number): TestTab => {
    told[tab] = new Set()
    const slowly: typeof fetch = async (input, init) => {
      const isQuestion = String(input).endsWith('/session')
      if (isQuestion) asking[tab] = (asking[tab] ?? 0) + 1
      const answer = await test.server.fetch(input, init)
      const body = isQuestion ? await readBody(answer) : {}
      const ended = body.status ? [...known].filter((id) => id !== body.session?.id) : []
      if (body.session) known.add(body.session.id)
      if (!world.isQuick) {
        await new Promise<void>((resolve) => waiting.push({ tab, arrive: resolve }))
      }
      if (isQuestion) asking[tab] = (asking[tab] ?? 0) - 1
      // Told once it has read the answer, which takes a few turns.
      void test.clock.settle().then(() => {
        const snapshot = world.tabs[tab]?.client.getSnapshot()
        const shown = snapshot?.status === 'active' ? snapshot : undefined
        for (const id of ended) {
          if (id !== shown?.session.id) told[tab]?.add(id)
          // Dropped, for a sign-out or a newer identity: then what is shown is in doubt, or asked about.
          else if (shown.freshness === 'live' && !asking[tab]) world.believed.push(`${tab}: ${id}`)
        }
      })
      return answer
    }
    return test.openTab({ events: true, environment: { fetch: slowly } })
  }
  const known = new Set([test.server.state.session?.id ?? ''])
  return Object.assign(world, { tabs: [0, 1, 2].map(openTab) })
}

async function readBody(answer: Response): Promise<{ status?: string; session?: { id: string } }> {
  return answer.status === 200 ? answer.clone().json() : {}
}

/** No tab shows a session of whose end the server has told it: not even for a moment. */
function watchTabs({ tabs, told }: World): string[] {
  const seen: string[] = []
  tabs.forEach(({ client }, at) => {
    client.subscribe(() => {
      const snapshot = client.getSnapshot()
      if (snapshot.status !== 'active') return
      if (told[at]?.has(snapshot.session.id)) seen.push(`${at}: ${snapshot.session.id}`)
    })
  })
  return seen
}

/**
 * Whoever is still signed in stays so for the four minutes of the rest. A session that is timed out in
 * their last second is known to who asked and in doubt for the others, rightly: they ask within the next.
 */
function giveTime({ server, clock }: TestSession): void {
  const { session } = server.state
  const now = clock.monotonic()
  if (!session || Math.min(session.idleAt, session.absoluteAt) <= now) return
  session.idleAt = Math.max(session.idleAt, now + 600_000)
  session.absoluteAt = Math.max(session.absoluteAt, now + 600_000)
}

async function comeToRest({ test, tabs, waiting }: World): Promise<void> {
  test.server.state.reachable = true
  giveTime(test)
  for (let round = 0; round < 2; round += 1) {
    for (const { arrive } of waiting.splice(0)) {
      arrive()
      await test.clock.settle()
    }
    await test.clock.advance(60_000)
    for (const tab of tabs) {
      tab.show()
      tab.restore()
    }
    await test.clock.advance(60_000)
  }
}

it('whatever happens in three tabs, none shows whom it was told has gone, and all end in the state of the server', async () => {
  const names = [...Object.keys(steps), ...races, ...races, ...races]
  const step = fc.tuple(fc.constantFrom(...names), fc.nat(2))
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 30 }),
      fc.constantFrom(true, false, false),
      async (schedule, isQuick) => {
        const world = createWorld()
        const { test, tabs } = world
        const seen = watchTabs(world)
        for (const { client } of tabs) client.start()
        await test.clock.settle()
        world.isQuick = isQuick
        for (const [name, at] of schedule) {
          // Not awaited: what overlaps is what breaks.
          void steps[name]?.(world, at)
          if (/^(tick|wait|sleep)$/.test(name)) await test.clock.advance(1)
          else await test.clock.settle()
        }
        world.isQuick = true
        await comeToRest(world)

        expect([...seen, ...world.believed]).toEqual([])
        const id = test.server.state.session?.id
        for (const { client } of tabs) {
          const snapshot = client.getSnapshot()
          expect(snapshot.status).toBe(id === undefined ? 'none' : 'active')
          if (snapshot.status === 'active') expect(snapshot.session.id).toBe(id)
          expect(snapshot).toMatchObject({ freshness: 'live' })
        }
        expect(tabs.filter((tab) => tab.streams.size > 0).length).toBeLessThanOrEqual(1)
      },
    ),
    // Seeded, so that a red run can be repeated; another seed is another 200 schedules.
    { numRuns: 200, seed: 20261125 },
  )
}, 120_000)
