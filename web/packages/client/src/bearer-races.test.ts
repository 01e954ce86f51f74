import { describe, expect, it } from 'vitest'
import { sessionHeader } from './testing/fake-answers.ts'
import {
  answerProblem,
  createTestSession,
  type SeenRequest,
  type TestSession,
} from './testing/index.ts'

async function started(
  options: Parameters<typeof createTestSession>[0] = {},
): Promise<TestSession> {
  const test = createTestSession({ carrier: 'bearer', ...options })
  test.client.start()
  await test.clock.settle()
  test.server.requests.length = 0
  return test
}

function requestsTo(test: TestSession, path: string): SeenRequest[] {
  return test.server.requests.filter((request) => request.path === path)
}

function tokenOf(request: SeenRequest | undefined): string | null | undefined {
  return request?.headers.get('Authorization')
}

describe('a token', () => {
  it('of before a sign-out is sent no more, even if the sign-out fails', async () => {
    const test = await started()
    await test.client.fetch('/a')
    const restore = test.server.intercept('/session', ({ method }) =>
      method === 'DELETE' ? answerProblem(503, 'store-unavailable') : undefined,
    )

    await expect(test.client.signOut()).rejects.toMatchObject({ code: 'sign-out-pending' })
    await expect(test.client.fetch('/b')).rejects.toMatchObject({ code: 'sign-out-pending' })
    restore()
    await test.client.fetch('/c')

    expect(requestsTo(test, '/b')).toHaveLength(0)
    expect(requestsTo(test, '/c').map(tokenOf)).toEqual([null])
  })

  it('that arrives after the sign-out is dropped', async () => {
    const test = await started()
    const release = test.server.hold()
    const late = test.client.fetch('/late')
    await test.clock.settle()
    const signOut = test.client.signOut()
    await test.clock.settle()
    release()
    await Promise.all([late, signOut])

    await test.client.fetch('/after')

    expect(tokenOf(requestsTo(test, '/late')[0])).toBeNull()
    expect(tokenOf(requestsTo(test, '/after')[0])).toBeNull()
    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'signed-out' })
  })

  it('of the next person never goes with a request that the former one began', async () => {
    const test = await started()
    const former = test.server.state.session?.id
    const release = test.server.hold()
    const begun = test.client.fetch('/begun', { method: 'POST', body: '{}' })
    await test.clock.settle()
    test.server.signIn({ id: 'next' })
    const probe = test.client.probe()
    await test.clock.settle()
    release()
    await Promise.all([begun.catch(() => {}), probe])
    await test.client.fetch('/next')

    expect(tokenOf(requestsTo(test, '/next')[0])).toContain('next')
    for (const request of requestsTo(test, '/begun')) {
      expect(tokenOf(request) ?? '').not.toContain('next')
      expect(request.headers.get('Sojourn-Expect')).toBe(former)
    }
  })

  it('is dropped by the answer that tells of a newer generation, whoever proved what and where', async () => {
    const test = await started()
    await test.client.fetch('/a')
    test.server.intercept('/prove', () => {
      const { session } = test.server.state
      if (session) session.generation += 1
      const headers = { 'Sojourn-Session': sessionHeader(session, test.clock) }
      return new Response(null, { status: 204, headers })
    })

    await test.client.fetch('/prove', { method: 'POST' })
    await test.client.fetch('/b')

    const [before] = requestsTo(test, '/prove').map(tokenOf)
    const [after] = requestsTo(test, '/b').map(tokenOf)
    expect(after).not.toBe(before)
  })

  it('of an earlier generation is replaced once another tab has proved something', async () => {
    const test = await started()
    await test.client.fetch('/a')
    if (test.server.state.session) test.server.state.session.generation += 1
    await test.client.probe()

    await test.client.fetch('/b')

    const [before] = requestsTo(test, '/a').map(tokenOf)
    const [after] = requestsTo(test, '/b').map(tokenOf)
    expect(after).not.toBe(before)
  })
})

describe('a session that moves to a cookie', () => {
  it('goes on without a token', async () => {
    const test = await started()
    await test.client.fetch('/a')
    const { session } = test.server.state
    if (session) session.carrier = 'cookie'
    test.server.tokens.issued.clear()
    // The server judges a token alone, so it is refused although the cookie is good.
    test.server.intercept('/b', ({ headers }) =>
      headers.has('Authorization')
        ? answerProblem(
            401,
            'session-required',
            {},
            { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
          )
        : undefined,
    )

    const answer = await test.client.fetch('/b')
    await test.clock.settle()

    expect(answer.status).toBe(200)
    expect(test.client.getSnapshot()).toMatchObject({ session: { carrier: 'cookie' } })
  })
})

describe('a request object', () => {
  it('is repeated with its body and its headers', async () => {
    const test = await started()
    await test.client.fetch('/a')
    test.server.tokens.issued.clear()
    const init = { method: 'POST', body: '{}', headers: { Accept: 'text/plain' } }

    const answer = await test.client.fetch(new Request('http://localhost/save', init))

    const attempts = requestsTo(test, '/save')
    expect(answer.status).toBe(200)
    expect(attempts.map(({ headers }) => headers.get('Accept'))).toEqual([
      'text/plain',
      'text/plain',
    ])
    expect(tokenOf(attempts[0])).not.toBe(tokenOf(attempts[1]))
  })
})

describe('a refresh', () => {
  it('that something else answers is an error with a code, and signs nobody out', async () => {
    const test = await started()
    for (const body of ['{}', '[]', '{"accessToken":1,"expiresInSeconds":300}', '<html>']) {
      const restore = test.server.intercept('/session/refresh', () => new Response(body))
      await expect(test.client.fetch('/a')).rejects.toMatchObject({ code: 'unexpected-answer' })
      restore()
    }

    expect(requestsTo(test, '/a')).toHaveLength(0)
    expect(test.client.getSnapshot().status).toBe('active')
  })

  it('that an outage refuses marks the page stale once the question fails as well', async () => {
    const test = await started()
    const outage = (): Response => answerProblem(503, 'store-unavailable')
    test.server.intercept('/session/refresh', outage)
    test.server.intercept('/session', outage)

    await expect(test.client.fetch('/a')).rejects.toMatchObject({
      code: 'store-unavailable',
      retryable: true,
    })
    await test.clock.settle()

    expect(test.client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'stale' })
  })

  it('finds another session in the jar, and the page hears whose it is', async () => {
    const test = await started()
    test.server.signIn({ id: 'next' })

    await expect(test.client.fetch('/a')).rejects.toMatchObject({ code: 'session-changed' })
    await test.clock.settle()

    expect(test.client.getSnapshot()).toMatchObject({ session: { id: 'next' } })
  })
})

it('a stream that the server refuses is not asked for again and again', async () => {
  const test = await started({ events: true })
  await test.clock.advance(2000)
  test.server.intercept(`/events?id=${test.server.state.session?.id}`, () =>
    answerProblem(429, 'too-many-streams'),
  )
  for (const send of test.server.tokens.streams) send('close')
  test.server.requests.length = 0

  await test.clock.advance(10_000)

  const opened = test.server.requests.filter(({ path }) => path.startsWith('/events'))
  expect(opened.length).toBeLessThanOrEqual(1)
})
