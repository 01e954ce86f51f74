import { describe, expect, it } from 'vitest'
import { answerProblem, createTestSession, type TestSession } from './testing/index.ts'

async function started(): Promise<TestSession> {
  const test = createTestSession()
  test.client.start()
  await test.clock.settle()
  return test
}

describe('a request that had to wait', () => {
  it('for a second is not repeated in the name of who signed in meanwhile', async () => {
    const { client, server, clock } = await started()
    const former = server.state.session?.id
    const restore = server.intercept('/pay', () => answerProblem(409, 'superseded'))
    const payment = client.fetch('/pay', { method: 'POST' })
    await clock.settle()
    restore()
    server.signIn({ id: 'next' })
    await client.probe()
    await clock.advance(1100)

    expect((await payment).status).toBe(409)
    const named = server.requests.filter(({ path }) => path === '/pay')
    expect(named.map(({ headers }) => headers.get('Sojourn-Expect'))).toEqual([former, former])
  })

  it('for a proof is not repeated in the name of who signed in meanwhile', async () => {
    const { client, server } = await started()
    const former = server.state.session?.id
    const restore = server.intercept('/pay', () => answerProblem(403, 'step-up-required', {}))
    client.handleStepUp(async () => {
      restore()
      server.signIn({ id: 'next' })
      await client.probe()
    })

    expect((await client.fetch('/pay', { method: 'POST' })).status).toBe(409)
    const named = server.requests.filter(({ path }) => path === '/pay')
    expect(named.map(({ headers }) => headers.get('Sojourn-Expect'))).toEqual([former, former])
  })
})
