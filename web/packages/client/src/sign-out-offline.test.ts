import { describe, expect, it, vi } from 'vitest'
import { answerProblem, createTestSession, type TestSession } from './testing/index.ts'

type Options = Parameters<typeof createTestSession>[0]

async function started(options: Options = {}): Promise<TestSession> {
  const test = createTestSession(options)
  test.client.start()
  await test.clock.settle()
  test.server.requests.length = 0
  return test
}

async function signedOutOffline(options: Options = {}): Promise<TestSession> {
  const test = await started(options)
  test.server.state.reachable = false
  await expect(test.client.signOut()).rejects.toMatchObject({ code: 'sign-out-pending' })
  return test
}

const locked = { status: 'none', reason: 'signed-out', freshness: 'stale', signOutPending: true }

describe('signing out without a network', () => {
  it('locks the page at once and says that the server does not know yet', async () => {
    const test = await started()
    const ended = vi.fn()
    test.client.on('ended', ended)
    test.offline()
    test.server.state.reachable = false

    await expect(test.client.signOut()).rejects.toMatchObject({
      code: 'sign-out-pending',
      retryable: true,
      cause: { code: 'network' },
    })

    expect(test.client.getSnapshot()).toEqual({ ...locked, freshness: 'offline' })
    expect(ended).toHaveBeenCalledExactlyOnceWith({ reason: 'signed-out', here: true })
  })

  it('locks the other tabs as well, and a tab without a channel as soon as it looks', async () => {
    const test = await started()
    const other = test.openTab()
    const lonely = test.openTab({
      environment: { channel: () => undefined, storageEvents: () => () => {} },
    })
    for (const { client } of [other, lonely]) client.start()
    await test.clock.advance(2000)
    test.server.state.reachable = false

    await test.client.signOut().catch(() => {})
    await test.clock.settle()
    lonely.restore()

    expect(other.client.getSnapshot()).toEqual(locked)
    expect(lonely.client.getSnapshot()).toEqual(locked)
  })

  it('is finished by itself when the network is back', async () => {
    const test = await signedOutOffline()
    test.server.state.reachable = true
    test.server.requests.length = 0

    test.online()
    await test.clock.settle()

    expect(test.server.requests.map(({ method }) => method)).toEqual(['DELETE', 'GET'])
    expect(test.server.state.session).toBeUndefined()
    expect(test.client.getSnapshot()).toEqual({
      status: 'none',
      reason: 'signed-out',
      freshness: 'live',
    })
    expect([...test.notes.values()].join('')).toBe('')
  })

  it('is tried again more and more slowly, and nothing else is asked meanwhile', async () => {
    const test = await signedOutOffline()
    test.server.requests.length = 0

    await test.clock.advance(120_000)

    expect(test.server.count('GET /session')).toBe(0)
    expect(test.server.requests.length).toBeLessThan(12)
    expect(test.client.getSnapshot()).toEqual(locked)
  })

  it('is finished before a browser that was closed shows anybody', async () => {
    const test = await signedOutOffline()
    test.server.state.reachable = true
    test.server.requests.length = 0
    const next = test.openTab()
    const seen: string[] = []
    next.client.subscribe(() => seen.push(next.client.getSnapshot().status))

    next.client.start()
    await test.clock.settle()

    expect(test.server.requests[0]?.method).toBe('DELETE')
    expect(seen).toEqual(['none'])
    expect(next.client.getSnapshot()).toMatchObject({ status: 'none', freshness: 'live' })
  })

  it('shows nobody whom the server rendered into the page before it heard of it', async () => {
    const test = await started()
    const initial = (await test.client.call({ method: 'GET', path: '/session' })) as never
    test.server.state.reachable = false
    await test.client.signOut().catch(() => {})

    const next = test.openTab({ initial })

    expect(next.client.getSnapshot()).toEqual({ status: 'unknown' })
  })

  it('lets no request out before it is finished', async () => {
    const test = await signedOutOffline()
    await expect(test.client.fetch('/api')).rejects.toMatchObject({ code: 'sign-out-pending' })
    await expect(test.client.extend()).rejects.toMatchObject({ code: 'sign-out-pending' })
    test.server.state.reachable = true
    test.server.requests.length = 0

    await test.client.fetch('/api')

    expect(test.server.requests.map(({ method }) => method).slice(0, 2)).toEqual(['DELETE', 'GET'])
    expect(test.client.getSnapshot().status).toBe('none')
  })

  it('remembers that every session was meant', async () => {
    const test = await started()
    test.server.state.reachable = false
    await test.client.signOut({ everywhere: true }).catch(() => {})
    test.server.state.reachable = true

    await test.client.probe()

    expect(test.server.count('DELETE /session?everywhere=true')).toBe(2)
  })

  it('never signs out the next person of this browser', async () => {
    const test = await signedOutOffline()
    test.server.state.reachable = true
    test.server.signIn({ id: 'the-next-person' })

    await test.client.probe()

    expect(test.client.getSnapshot()).toMatchObject({ session: { id: 'the-next-person' } })
    expect(test.server.state.session?.id).toBe('the-next-person')
  })

  it('is remembered by the page alone where storage is denied', async () => {
    const test = await signedOutOffline({ environment: { note: () => undefined } })
    test.server.state.reachable = true

    await test.client.probe()

    expect(test.server.state.session).toBeUndefined()
    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', freshness: 'live' })
  })

  it('is not finished by the page of a proxy', async () => {
    const test = await signedOutOffline()
    test.server.state.reachable = true
    const restore = test.server.intercept(
      '/session',
      () => new Response('<h1>Sign in to the wifi</h1>'),
    )
    await test.client.probe()
    expect(test.client.getSnapshot()).toEqual(locked)
    restore()

    await test.client.probe()

    expect(test.server.state.session).toBeUndefined()
  })

  it('is finished by the promise of a server that cannot reach its store', async () => {
    const test = await signedOutOffline()
    test.server.state.reachable = true
    const promise = (): Response => new Response('{"code":"sign-out-pending"}', { status: 202 })
    test.server.intercept('/session', ({ method }) => (method === 'DELETE' ? promise() : undefined))
    test.server.end('signed-out')

    await test.client.probe()

    expect(test.client.getSnapshot()).toMatchObject({ freshness: 'live' })
  })

  it('with a note that makes no sense is no obstacle', async () => {
    const test = createTestSession()
    test.notes.set('sojourn:/sojourn', '?everywhere=true')

    await test.client.probe()

    expect(test.server.count('DELETE /session')).toBe(0)
    expect(test.client.getSnapshot().status).toBe('active')
  })

  it.each([503, 429, 502])('is what happens as well when the answer is %i', async (status) => {
    const test = await started()
    test.server.intercept('/session', () => new Response('<h1>no</h1>', { status }))

    await expect(test.client.signOut()).rejects.toMatchObject({ code: 'sign-out-pending' })

    expect(test.client.getSnapshot()).toEqual(locked)
  })

  it('that another tab has finished is over here too', async () => {
    const test = await started()
    const other = test.openTab()
    other.client.start()
    await test.clock.advance(2000)
    test.server.state.reachable = false
    await test.client.signOut().catch(() => {})
    test.server.state.reachable = true
    await other.client.probe()
    test.server.intercept('/session', ({ method }) =>
      method === 'DELETE' ? answerProblem(401, 'session-required') : undefined,
    )

    await test.client.probe()

    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', freshness: 'live' })
    expect(test.client.getSnapshot()).not.toMatchObject({ signOutPending: true })
  })
})
