import { describe, expect, it, vi } from 'vitest'
import { answerProblem, createTestSession, type TestSession } from './testing/index.ts'

async function started(
  options: Parameters<typeof createTestSession>[0] = {},
): Promise<TestSession> {
  const test = createTestSession(options)
  test.client.start()
  await test.clock.settle()
  test.server.requests.length = 0
  return test
}

describe('the first answer', () => {
  it('moves from unknown exactly once', async () => {
    const { client, clock } = createTestSession()
    const seen: string[] = []
    client.subscribe(() => seen.push(client.getSnapshot().status))

    expect(client.getSnapshot()).toEqual({ status: 'unknown' })
    client.start()
    await clock.advance(3000)

    expect(seen).toEqual(['active'])
    expect(client.getSnapshot()).toMatchObject({
      status: 'active',
      freshness: 'live',
      warning: undefined,
      session: { generation: 1, subject: '5b1f', claims: { name: 'Ada Lovelace' } },
    })
  })

  it('says none without a reason if nobody was signed in', async () => {
    const { client } = await started({ signedIn: false })

    expect(client.getSnapshot()).toEqual({ status: 'none', reason: undefined, freshness: 'live' })
  })

  it('says why the session of a returning browser ended', async () => {
    const test = createTestSession()
    test.server.end('revoked')
    await test.client.probe()

    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'revoked' })
  })

  it('stays unknown while the server cannot be reached, and asks again', async () => {
    const test = createTestSession()
    test.server.state.reachable = false
    test.client.start()
    await test.clock.advance(5000)
    expect(test.client.getSnapshot().status).toBe('unknown')

    test.server.state.reachable = true
    await test.clock.advance(10_000)

    expect(test.client.getSnapshot().status).toBe('active')
  })

  it('may come with the page', () => {
    const { client } = createTestSession({ initial: { status: 'none', reason: 'idle' } })

    expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'idle' })
    expect(client.getServerSnapshot()).toBe(client.getSnapshot())
  })
})

describe('the snapshot', () => {
  it('is the same reference while nothing changes', async () => {
    const { client, clock } = await started()
    const before = client.getSnapshot()
    await clock.advance(5000)

    await client.probe()

    expect(client.getSnapshot()).toBe(before)
  })

  it('is frozen', async () => {
    const { client } = await started()

    expect(Object.isFrozen(client.getSnapshot())).toBe(true)
  })

  it('reaches every listener although one throws', async () => {
    const onUnexpected = vi.fn()
    const test = createTestSession({ onUnexpected })
    const listener = vi.fn()
    test.client.subscribe(() => {
      throw new Error('a bug of the application')
    })
    test.client.subscribe(listener)

    await test.client.probe()

    expect(listener).toHaveBeenCalledOnce()
    expect(onUnexpected).toHaveBeenCalledOnce()
  })
})

describe('a failed question', () => {
  it('keeps the session and marks it stale', async () => {
    const { client, server } = await started()
    server.state.reachable = false

    await client.probe()

    expect(client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'stale' })
  })

  it('says offline once the browser did', async () => {
    const test = await started()
    test.offline()
    expect(test.client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'offline' })

    test.online()
    await test.clock.settle()

    expect(test.client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'live' })
  })

  it('is no sign-out when a proxy answers with a page', async () => {
    const onUnexpected = vi.fn()
    const { client, server } = await started({ onUnexpected })
    server.intercept('/session', () => new Response('<h1>502</h1>', { status: 200 }))

    await client.probe()

    expect(client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'stale' })
    expect(onUnexpected).toHaveBeenCalledOnce()
  })

  it('is no sign-out when the store is unavailable, and is repeated more and more slowly', async () => {
    const { client, server, clock } = await started()
    server.intercept('/session', () => answerProblem(503, 'store-unavailable'))
    await client.probe()
    await clock.advance(120_000)

    expect(client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'stale' })
    expect(server.count('GET /session')).toBeLessThan(10)
  })

  it('ends after the time limit', async () => {
    const { client, server, clock } = await started({ requestTimeoutMs: 5000 })
    const release = server.hold()
    const answer = client.extend().catch((error: unknown) => error)
    await clock.advance(5000)
    release()

    expect(await answer).toMatchObject({ code: 'timeout', retryable: true })
    expect(client.getSnapshot()).toMatchObject({ status: 'active' })
  })
})

describe('questions', () => {
  it('are shared by callers who ask together', async () => {
    const { client, server } = await started()

    await Promise.all([client.probe(), client.probe()])

    expect(server.count('GET /session')).toBe(1)
  })

  it('are marked as background, uncached and carry the proof of origin', async () => {
    const { client, server } = await started()

    await client.probe()

    const { headers } = server.requests[0] ?? { headers: new Headers() }
    expect(headers.get('Sojourn-Activity')).toBe('background')
    expect(headers.get('X-Sojourn')).toBe('1')
    expect(headers.get('Sojourn-Expect')).toBeNull()
  })

  it('never let an older generation overwrite a newer one', async () => {
    const { client, server } = await started()
    const { session } = server.state
    if (session) session.generation = 3
    await client.probe()
    if (session) session.generation = 2

    await client.probe()

    expect(client.getSnapshot()).toMatchObject({ session: { generation: 3 } })
  })

  it('compare generations only within one session', async () => {
    const { client, server } = await started()
    if (server.state.session) server.state.session.generation = 9
    await client.probe()
    server.signIn({ id: 'next', generation: 1 })

    await client.probe()

    expect(client.getSnapshot()).toMatchObject({ session: { id: 'next', generation: 1 } })
  })
})

describe('signing out', () => {
  it('ends the session here and says so', async () => {
    const { client, server } = await started()
    const ended = vi.fn()
    client.on('ended', ended)

    await client.signOut()

    expect(server.count('DELETE /session')).toBe(1)
    expect(ended).toHaveBeenCalledExactlyOnceWith({ reason: 'signed-out', here: true })
    expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'signed-out' })
  })

  it('keeps its reason although the next answer knows none', async () => {
    const { client } = await started()
    await client.signOut()

    await client.probe()

    expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'signed-out' })
  })

  it('can be everywhere', async () => {
    const { client, server } = await started()

    await client.signOut({ everywhere: true })

    expect(server.count('DELETE /session?everywhere=true')).toBe(1)
  })

  it('keeps the session if the server refuses', async () => {
    const { client, server } = await started()
    server.intercept('/session', () => answerProblem(403, 'cross-site-request'))

    await expect(client.signOut()).rejects.toMatchObject({ code: 'cross-site-request' })

    expect(client.getSnapshot().status).toBe('active')
  })

  it('is not undone by a renewal that returns afterwards', async () => {
    const { client, server, clock } = await started()
    const release = server.hold()
    const late = client.extend()
    await clock.settle()
    const out = client.signOut()
    release()
    await Promise.all([late, out])

    expect(client.getSnapshot().status).toBe('none')
  })

  it('is one sign-out if pressed twice', async () => {
    const { client, server } = await started()

    await Promise.all([client.signOut(), client.signOut()])

    expect(server.count('DELETE /session')).toBe(1)
  })

  it('does not sign out the next person of this browser', async () => {
    const { client, server, clock } = await started()
    server.signIn({ id: 'the-next-person' })

    await expect(client.signOut()).rejects.toMatchObject({ code: 'session-changed' })
    await clock.settle()

    expect(client.getSnapshot()).toMatchObject({ session: { id: 'the-next-person' } })
  })
})

describe('starting', () => {
  it('twice and stopping once keeps running', async () => {
    const { client, server, clock } = createTestSession()
    const first = client.start()
    client.start()
    first()
    first()
    await clock.advance(100_000)
    server.state.lifetimes.idleSeconds = 10

    expect(clock.timers()).toBeGreaterThan(0)
  })

  it('stopping and starting at once asks once', async () => {
    const { client, server, clock } = createTestSession()
    client.start()()
    client.start()
    await clock.advance(3000)

    expect(server.count('GET /session')).toBe(1)
  })

  it('leaves no timer behind after the last stop', async () => {
    const { client, clock } = createTestSession()
    const stop = client.start()
    await clock.advance(20_000)
    stop()
    await clock.advance(2000)

    expect(clock.timers()).toBe(0)
  })

  it('does nothing on a server', async () => {
    const { client, server, clock } = createTestSession({ environment: { lifecycle: undefined } })
    client.start()()
    await clock.advance(5000)

    expect(server.requests).toHaveLength(0)
  })
})
