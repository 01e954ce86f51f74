import { createTestSession, type TestSession } from '@sojourn/client/testing'
import { sessionIdOf } from './session-over.ts'

export const secret = 'IBAN of the first person'

export function serve(test: TestSession, path: string, body: unknown): void {
  test.server.intercept(
    path,
    () => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }),
  )
}

export async function open(): Promise<TestSession> {
  const test = createTestSession()
  serve(test, '/api/account', { iban: secret })
  await test.client.probe()
  return test
}

export async function takeOver(test: TestSession): Promise<string> {
  await test.clock.advance(1000)
  const { id } = test.server.signIn()
  await test.client.probe()
  return id
}

export async function end(test: TestSession): Promise<void> {
  test.server.end('revoked')
  await test.client.probe()
}

/** The end is learned from another tab, at once, whatever is still on its way. */
export function learnOfEnd(test: TestSession): void {
  const stop = test.client.start()
  const id = sessionIdOf(test.client)
  test.server.end('revoked')
  test.forge({ version: 1, kind: 'ended', id, generation: 1, reason: 'revoked' })
  stop()
}
