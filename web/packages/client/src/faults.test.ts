import { afterEach, describe, expect, it, vi } from 'vitest'
import { isSojournError } from './errors.ts'
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

function html(status: number): Response {
  const headers = { 'Content-Type': 'text/html' }
  return new Response('<h1>secret of the proxy</h1>', { status, headers })
}

const json = { 'Content-Type': 'application/json' }

/** What can stand where the server was, and the code that our own calls reject with. */
const faults: Record<string, [code: string, () => Response]> = {
  'a page with 200': ['unexpected-answer', () => html(200)],
  'a page with 401': ['unexpected-answer', () => html(401)],
  'a page with 404': ['unexpected-answer', () => html(404)],
  'a page with 502': ['unexpected-answer', () => html(502)],
  'a 429 of a proxy': ['unexpected-answer', () => html(429)],
  'an unavailable store': ['store-unavailable', () => answerProblem(503, 'store-unavailable')],
  'JSON of somebody else': [
    'unexpected-answer',
    () => new Response('{"ok":true}', { headers: json }),
  ],
  'an array': ['unexpected-answer', () => new Response('[]', { headers: json })],
  'half an answer': ['unexpected-answer', () => new Response('{"status":"act', { headers: json })],
  'nothing at all': ['unexpected-answer', () => new Response('', { headers: json })],
  'a refusal whose type a proxy took away': [
    'unexpected-answer',
    () => new Response('{"code":"session-ended"}', { status: 401 }),
  ],
  'a refusal of a newer server': ['of-2031', () => answerProblem(409, 'of-2031' as 'superseded')],
}

afterEach(() => vi.restoreAllMocks())

describe.each(Object.entries(faults))('%s in the place of the server', (_name, [code, answer]) => {
  it('is a typed error, keeps the session, loops nowhere and logs nothing', async () => {
    const said = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name),
    )
    const unexpected: unknown[] = []
    const test = await started({ onUnexpected: (error) => unexpected.push(error) })
    for (const path of ['/session', '/session/renew', '/api']) test.server.intercept(path, answer)

    await expect(test.client.extend()).rejects.toMatchObject({ name: 'SojournError', code })
    await test.client.fetch('/api')
    await test.client.probe()
    await test.clock.advance(120_000)

    expect(test.client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'stale' })
    expect(test.server.count('POST /session/renew')).toBe(1)
    expect(test.server.count('GET /api')).toBe(1)
    expect(test.server.requests.length).toBeLessThan(14)
    for (const spy of said) expect(spy).not.toHaveBeenCalled()
    expect(unexpected.every((error) => isSojournError(error))).toBe(true)
    expect(unexpected.map(String).join()).not.toContain('secret')
  })
})

describe('a server that is slow', () => {
  it('is given up after the limit, and asked again more and more slowly', async () => {
    const test = await started()
    test.server.hold()
    const answer = test.client.extend().catch((error: unknown) => error)
    await test.clock.advance(10_000)

    expect(await Promise.race([answer, 'still waiting'])).toBe('still waiting')
    await test.clock.advance(110_000)
    expect(test.client.getSnapshot().status).toBe('active')
    expect(test.server.requests.length).toBeLessThan(10)
  })
})

describe('a server that asks not to be asked', () => {
  const later = (headers: Record<string, string>) => (): Response =>
    answerProblem(429, 'too-many-streams', {}, headers)

  it('is left alone for that long, whatever the page goes through', async () => {
    const test = await started()
    test.server.intercept('/session', later({ 'Retry-After': '90' }))
    await test.client.probe()
    test.server.requests.length = 0

    for (let second = 0; second < 80; second += 1) {
      test.hide()
      test.show()
      test.online()
      await test.clock.advance(1000)
    }
    expect(test.server.requests).toHaveLength(0)

    await test.clock.advance(15_000)
    expect(test.server.requests).toHaveLength(1)
  })

  it('is asked after five minutes although it said a year', async () => {
    const test = await started()
    const restore = test.server.intercept('/session', later({ 'Retry-After': '31536000' }))
    await test.client.probe()
    restore()

    await test.clock.advance(301_000)

    expect(test.client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'live' })
  })

  it.each(['soon', '-5', 'Wed, 21 Oct 2026 07:28:00 GMT'])(
    'in words we cannot use (%s) is asked in the usual rhythm',
    async (text) => {
      const test = await started()
      const restore = test.server.intercept('/session', later({ 'Retry-After': text }))
      await test.client.probe()
      restore()

      await test.clock.advance(5000)

      expect(test.client.getSnapshot()).toMatchObject({ freshness: 'live' })
    },
  )

  it('says so in the error', async () => {
    const test = await started()
    test.server.intercept('/sessions', later({ 'Retry-After': '7' }))

    await expect(test.client.call({ method: 'GET', path: '/sessions' })).rejects.toMatchObject({
      code: 'too-many-streams',
      status: 429,
      retryable: true,
      retryAfterMs: 7000,
    })
  })
})

describe('a proxy that strips our headers', () => {
  it('makes the page ask at the deadlines, and nothing more', async () => {
    const test = await started()
    test.server.intercept('/api', () => new Response('{}'))
    for (let call = 0; call < 20; call += 1) await test.client.fetch('/api')

    await test.clock.advance(27 * 60_000)
    expect(test.server.count('GET /session')).toBe(0)
    await test.clock.advance(2 * 60_000)
    expect(test.client.getSnapshot()).toMatchObject({ warning: { kind: 'idle' } })
  })
})

describe('events that a script of somebody else makes', () => {
  it('cause a question each at most, however many come at once', async () => {
    const test = await started()
    for (let event = 0; event < 1000; event += 1) {
      test.restore()
      test.offline()
      test.online()
      test.show()
    }
    await test.clock.advance(20_000)

    expect(test.client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'live' })
    expect(test.server.requests.length).toBeLessThanOrEqual(2)
  })
})

describe('a part that cannot be loaded', () => {
  it('leaves a refusal as it is, signs nobody out and locks a page that was left', async () => {
    const broken = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'))
    const { parts } = createTestSession().environment
    const test = await started({
      environment: { parts: { ...parts, refusal: broken, signOut: broken } },
    })
    test.server.intercept('/api', () => answerProblem(409, 'superseded'))

    expect((await test.client.fetch('/api')).status).toBe(409)
    expect(test.client.getSnapshot().status).toBe('active')

    test.server.state.reachable = false
    await test.client.signOut().catch(() => {})
    test.server.state.reachable = true
    await test.client.probe()
    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', signOutPending: true })
  })
})
