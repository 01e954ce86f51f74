import { describe, expect, it } from 'vitest'
import { answerProblem, createTestSession, type TestSession } from './testing/index.ts'

interface HeldSession extends TestSession {
  /** Lets answers of such calls arrive, those that wait and those that come. */
  release(calls?: RegExp): void
}

/** A client whose answers of some calls are held back until they are released. */
async function startedWithHeld(held: RegExp): Promise<HeldSession> {
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
  const test: TestSession = createTestSession({ environment: { fetch: slowly } })
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

  it('because an end has overtaken it brings nobody back', async () => {
    const { client, server, clock, release } = await startedWithHeld(/POST/)
    server.end('revoked')
    await client.probe()
    server.signIn({ id: 'next' })
    const renewal = client.renew()
    await clock.advance(1)
    server.end('revoked')
    await client.probe()
    release()
    await renewal
    await clock.settle()

    expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'revoked' })
  })
})
