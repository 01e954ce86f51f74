import { expect, it, vi } from 'vitest'
import { createTestSession, type TestSession } from './testing/index.ts'

async function listening(): Promise<TestSession> {
  const test = createTestSession({ carrier: 'bearer', events: true })
  test.client.start()
  await test.clock.advance(2000)
  return test
}

function opened(test: TestSession): (string | null)[] {
  return test.server.requests
    .filter(({ path }) => path.startsWith('/events'))
    .map(({ headers }) => headers.get('Authorization'))
}

it('the event stream of a bearer session is opened with the header and by no event source', async () => {
  const test = await listening()

  expect(opened(test)).toEqual([expect.stringMatching(/^Bearer secret-/)])
  expect(test.streams.size).toBe(0)
})

it('an end that arrives in pieces is heard and its reason shown', async () => {
  const test = await listening()
  test.server.end('revoked')

  for (const send of test.server.tokens.streams)
    send({ name: 'ended', data: { reason: 'revoked' } })
  await test.clock.advance(2000)

  expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'revoked' })
})

it('a stream that breaks is opened again after a while', async () => {
  const test = await listening()

  for (const send of test.server.tokens.streams) send('close')
  await test.clock.advance(5000)

  expect(opened(test)).toHaveLength(2)
})

it('a hidden page has none', async () => {
  const test = await listening()

  test.hide()
  await test.clock.advance(2000)

  expect(test.server.tokens.streams.size).toBe(0)
})

it('says when it is there and when it breaks, and nothing when the page is hidden', async () => {
  const test = createTestSession({ carrier: 'bearer', events: true })
  const told = vi.fn()
  for (const event of ['streamConnected', 'streamLost'] as const) {
    test.client.on(event, () => told(event))
  }
  test.client.start()
  await test.clock.advance(2000)
  for (const send of test.server.tokens.streams) send('close')
  await test.clock.advance(5000)
  test.hide()
  await test.clock.advance(5000)

  expect(told.mock.calls.flat()).toEqual(['streamConnected', 'streamLost', 'streamConnected'])
})
