import { describe, expect, it } from 'vitest'
import { answerProblem, createTestSession, type TestSession } from './testing/index.ts'

/** A client whose answers of some calls are held back until they are released, in any order. */
async function startedWithHeld(held: RegExp): Promise<TestSession & { release(): void }> {
  const gates: (() => void)[] = []
  const slowly: typeof fetch = async (input, init) => {
    const answer = await test.server.fetch(input, init)
    if (isOn && held.test(`${init?.method} ${input}`)) {
      await new Promise<void>((resolve) => gates.push(resolve))
    }
    return answer
  }
  let isOn = false
  const test: TestSession = createTestSession({ environment: { fetch: slowly } })
  test.client.start()
  await test.clock.settle()
  isOn = true
  const release = (): void => {
    isOn = false
    for (const open of gates.splice(0)) open()
  }
  return { ...test, release }
}

describe('an answer that is dropped', () => {
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
