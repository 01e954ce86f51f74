import { describe, expect, it } from 'vitest'
import { isSojournError } from './errors.ts'
import {
  answerProblem,
  createTestSession,
  type SeenRequest,
  type TestSession,
} from './testing/index.ts'

const refreshPath = '/session/refresh'
const refreshCall = `POST ${refreshPath}`

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

function tokensOf(requests: readonly SeenRequest[]): (string | null)[] {
  return requests.map(({ headers }) => headers.get('Authorization'))
}

describe('a request of a bearer session', () => {
  it('gets its token first, once for all that start together, and none is asked for again', async () => {
    const test = await started()

    await Promise.all(['/a', '/b', '/c'].map((path) => test.client.fetch(path)))
    await test.client.fetch('/d')

    expect(test.server.count(refreshCall)).toBe(1)
    for (const path of ['/a', '/b', '/c', '/d']) {
      expect(tokensOf(requestsTo(test, path))).toEqual([expect.stringMatching(/^Bearer secret-/)])
    }
  })

  it('tells a foreign origin nothing', async () => {
    const test = await started()
    await test.client.fetch('/a')

    await test.client.fetch('https://elsewhere.example/api')

    expect(test.server.requests.at(-1)?.headers.get('Authorization')).toBeNull()
  })

  it('leaves a credential of its own alone', async () => {
    const test = await started()

    await test.client.fetch('/a', { headers: { Authorization: 'Basic eA==' } })

    expect(tokensOf(requestsTo(test, '/a'))).toEqual(['Basic eA=='])
  })

  it('asks by the cookie alone whether somebody is signed in, and signs out so', async () => {
    const test = await started()
    await test.client.fetch('/a')

    await test.client.probe()
    await test.client.signOut()

    expect(tokensOf(requestsTo(test, '/session'))).toEqual([null, null])
    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'signed-out' })
  })

  it('is repeated once, with its body, when the server refuses the token', async () => {
    const test = await started()
    await test.client.fetch('/a')
    test.server.tokens.issued.clear()

    const answer = await test.client.fetch('/save', { method: 'POST', body: '{"amount":1}' })

    expect(answer.status).toBe(200)
    expect(requestsTo(test, '/save').map(({ body }) => body)).toEqual([
      { amount: 1 },
      { amount: 1 },
    ])
    expect(test.server.count(refreshCall)).toBe(2)
  })

  it('is not repeated where that is forbidden or cannot be', async () => {
    const test = await started()
    await test.client.fetch('/a')
    test.server.tokens.issued.clear()
    await test.client.fetch('/once', { retry: false })
    test.server.tokens.issued.clear()
    await test.client.fetch('/stream', { method: 'POST', body: new ReadableStream() })

    expect(requestsTo(test, '/once')).toHaveLength(1)
    expect(requestsTo(test, '/stream')).toHaveLength(1)
  })

  it('does not go round in circles when every token is refused', async () => {
    const test = await started()
    test.server.intercept('/never', () =>
      answerProblem(
        401,
        'session-required',
        {},
        { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
      ),
    )

    const answer = await test.client.fetch('/never')

    expect(answer.status).toBe(401)
    expect(requestsTo(test, '/never').length).toBeLessThanOrEqual(2)
  })

  it('is answered although nobody had told the page that somebody is signed in', async () => {
    const test = createTestSession({ carrier: 'bearer' })

    const answer = await test.client.fetch('/early')

    expect(answer.status).toBe(200)
    expect(requestsTo(test, '/early')).toHaveLength(2)
  })

  it('after a step-up brings a token of after it', async () => {
    const test = await started()
    await test.client.fetch('/a')
    let isFresh = false
    test.server.intercept('/transfer', () =>
      isFresh ? undefined : answerProblem(403, 'step-up-required', { maxAgeSeconds: 300 }),
    )
    test.client.handleStepUp(async () => {
      isFresh = true
      if (test.server.state.session) test.server.state.session.generation += 1
    })

    const answer = await test.client.fetch('/transfer', { method: 'POST' })

    const [before, after] = tokensOf(requestsTo(test, '/transfer'))
    expect(answer.status).toBe(200)
    expect(after).not.toBe(before)
  })
})

describe('a refresh', () => {
  it('comes by itself before the token lapses while the page is looked at and used', async () => {
    const test = await started()
    await test.client.fetch('/a')
    await test.client.fetch('/b')

    await test.clock.advance(0.6 * 300_000 - 1000)
    expect(test.server.count(refreshCall)).toBe(1)
    await test.clock.advance(0.3 * 300_000 + 1000)

    expect(test.server.count(refreshCall)).toBe(2)
    expect(requestsTo(test, refreshPath)[1]?.headers.get('Sojourn-Activity')).toBe('background')
  })

  it('waits for a use while the page is hidden', async () => {
    const test = await started()
    await test.client.fetch('/a')
    test.hide()

    await test.clock.advance(600_000)
    expect(test.server.count(refreshCall)).toBe(1)
    test.show()
    await test.client.fetch('/b')

    expect(test.server.count(refreshCall)).toBe(2)
  })

  it('keeps the name of its attempt until the server has answered it, and then takes another', async () => {
    const test = await started()
    test.server.state.reachable = false
    await expect(test.client.fetch('/a')).rejects.toSatisfy(isSojournError)
    test.server.state.reachable = true
    await test.client.fetch('/a')
    await test.clock.advance(600_000)
    await test.client.fetch('/b')

    const names = requestsTo(test, refreshPath).map(({ headers }) => headers.get('Sojourn-Attempt'))
    expect(names[0]).toMatch(/^[A-Za-z0-9_-]{16,64}$/)
    expect(names[1]).toBe(names[0])
    expect(names.at(-1)).not.toBe(names[0])
  })

  it('is repeated under the same name a second after it was superseded', async () => {
    const test = await started()
    let isFirst = true
    test.server.intercept(refreshPath, () => {
      if (!isFirst) return undefined
      isFirst = false
      return answerProblem(409, 'superseded')
    })

    const request = test.client.fetch('/a')
    await test.clock.advance(1100)

    expect((await request).status).toBe(200)
    const names = requestsTo(test, refreshPath).map(({ headers }) => headers.get('Sojourn-Attempt'))
    expect(names).toHaveLength(2)
    expect(names[1]).toBe(names[0])
  })

  it('that fails for an outage leaves a token that is still good in use', async () => {
    const test = await started()
    await test.client.fetch('/a')
    test.hide()
    await test.clock.advance(0.95 * 300_000)
    test.server.intercept(refreshPath, () => answerProblem(503, 'store-unavailable'))

    const answer = await test.client.fetch('/b')

    expect(answer.status).toBe(200)
    expect(test.client.getSnapshot().status).toBe('active')
  })

  it('that is refused ends the session here, with the reason that the question brings', async () => {
    const test = await started()
    await test.client.fetch('/a')
    test.hide()
    await test.clock.advance(400_000)
    test.server.end('revoked')
    test.show()

    await test.client.fetch('/b')
    await test.clock.advance(2000)

    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'revoked' })
  })

  it('whose part cannot be loaded is a failure of the network, and nobody is signed out', async () => {
    const test = await started({
      environment: {
        parts: {
          ...createTestSession().environment.parts,
          bearer: () => Promise.reject(new TypeError('Failed to fetch')),
          events: () => Promise.reject(new TypeError('Failed to fetch')),
        },
      },
    })

    const failure: unknown = await test.client.fetch('/a').catch((error: unknown) => error)

    expect(isSojournError(failure) && failure.retryable).toBe(true)
    expect(test.client.getSnapshot().status).toBe('active')
  })
})
