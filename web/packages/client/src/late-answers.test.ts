import { describe, expect, it, vi } from 'vitest'
import {
  answerActive,
  answerProblem,
  createTestSession,
  type TestSession,
} from './testing/index.ts'

interface HeldSession extends TestSession {
  /** Lets answers of such calls arrive, those that wait and those that come. */
  release(calls?: RegExp): void
}

/** A client whose answers of some calls are held back until they are released. */
async function startedWithHeld(held: RegExp, signedIn = true): Promise<HeldSession> {
  const gates: { readonly call: string; open(): void }[] = []
  const released = [/./]
  const slowly: typeof fetch = async (input, init) => {
    const answer = await test.server.fetch(input, init)
    const call = `${init?.method} ${input}`
    if (held.test(call) && !released.some((calls) => calls.test(call))) {
      await new Promise<void>((open) => gates.push({ call, open }))
    }
    return answer
  }
  const test: TestSession = createTestSession({ signedIn, environment: { fetch: slowly } })
  test.client.start()
  await test.clock.settle()
  released.pop()
  const release = (calls = /./): void => {
    released.push(calls)
    for (const { call, open } of gates) if (calls.test(call)) open()
  }
  return { ...test, release }
}

describe('an answer that is dropped', () => {
  it('because a sign-out had begun does not take the reason from it', async () => {
    const { client, clock, release } = await startedWithHeld(/GET|DELETE/)
    const question = client.probe()
    await clock.settle()
    const out = client.signOut()
    await clock.settle()
    release(/GET/)
    await question
    await clock.settle()
    release()
    await out

    expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'signed-out' })
  })

  it('because a sign-out had begun is asked for again when that fails', async () => {
    const { client, server, clock, release } = await startedWithHeld(/GET/)
    const asked = server.count('GET /session')
    server.end('revoked')
    const question = client.probe()
    await clock.settle()
    server.intercept('/session', ({ method }) =>
      method === 'DELETE' ? answerProblem(403, 'cross-site-request') : undefined,
    )
    await client.signOut().catch(() => {})
    release()
    await question
    await clock.settle()

    expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'revoked' })
    expect(server.count('GET /session')).toBe(asked + 2)
  })

  // Clocks are coarse, and in some browsers on purpose: both calls may begin at one moment.
  it.each([0, 1])(
    'because an end asked for %i ms later has overtaken it brings nobody back',
    async (ms) => {
      const { client, server, clock, release } = await startedWithHeld(/POST/)
      server.end('revoked')
      await client.probe()
      server.signIn({ id: 'next' })
      const renewal = client.renew()
      await clock.advance(ms)
      server.end('revoked')
      await client.probe()
      release()
      await renewal
      await clock.settle()

      expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'revoked' })
    },
  )

  it('because an end has overtaken it, whose question had to wait, brings nobody back', async () => {
    const { client, server, clock, openTab, writeNote, release } =
      await startedWithHeld(/POST|DELETE/)
    const other = openTab()
    other.client.start()
    await clock.settle()
    server.state.reachable = false
    await other.client.signOut().catch(() => {})
    await clock.settle()
    server.state.reachable = true
    server.signIn({ id: 'next' })
    const question = client.probe()
    await clock.settle()
    // The other tab was the first to tell the server.
    writeNote('sojourn:/sojourn', '')
    await clock.advance(1)
    const renewal = client.renew()
    await clock.settle()
    server.end('revoked')
    release(/DELETE/)
    await question
    release(/POST/)
    await renewal
    await clock.settle()

    expect(client.getSnapshot()).toMatchObject({ status: 'none', freshness: 'live' })
  })

  it('because a sign-out has overtaken it, of which the page did not know whose, brings nobody back', async () => {
    const { client, server, clock, release } = await startedWithHeld(/GET|DELETE/, false)
    const next = answerActive(server.signIn({ id: 'next' }), clock, 120)
    const out = client.signOut()
    // Read by the server before the end, written after it.
    const restore = server.intercept('/session', ({ method }) =>
      method === 'GET' ? new Response(JSON.stringify(next)) : undefined,
    )
    const question = client.probe()
    await clock.settle()
    restore()
    release(/DELETE/)
    await out
    const seen = vi.fn()
    client.on('active', seen)
    release(/GET/)
    await question
    await clock.settle()

    expect(client.getSnapshot()).toMatchObject({ status: 'none', freshness: 'live' })
    expect(seen).not.toHaveBeenCalled()
  })
})
