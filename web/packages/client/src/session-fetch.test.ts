import { describe, expect, it, vi } from 'vitest'
import { createDeviceApi } from './devices.ts'
import { isSojournError } from './errors.ts'
import { errorFrom } from './problem.ts'
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

describe('client.fetch', () => {
  it('names the session, the activity and the proof of origin', async () => {
    const test = await started()
    test.input()
    await test.clock.settle()
    test.server.requests.length = 0
    await test.client.fetch('/api/orders', { headers: { Accept: 'text/plain' } })

    const { headers } = test.server.requests[0] ?? { headers: new Headers() }
    expect(headers.get('Sojourn-Expect')).toBe(test.server.state.session?.id)
    expect(headers.get('Sojourn-Activity')).toBe('user')
    expect(headers.get('X-Sojourn')).toBe('1')
    expect(headers.get('Accept')).toBe('text/plain')
  })

  it('marks requests of a page without input as background', async () => {
    const { client, server } = await started()

    await client.fetch('/api/poll')

    expect(server.requests[0]?.headers.get('Sojourn-Activity')).toBe('background')
  })

  it('tells a foreign origin nothing', async () => {
    const { client, server } = await started()

    await client.fetch('https://elsewhere.example/api')

    expect([...(server.requests[0]?.headers.keys() ?? [])]).toEqual([])
  })

  it('treats the origin of the base address as its own', async () => {
    const { client, server } = createTestSession({ baseUrl: 'https://api.example/sojourn' })

    await client.fetch('https://api.example/orders')

    expect(server.requests[0]?.headers.get('X-Sojourn')).toBe('1')
  })

  it('moves the deadlines by the header of the answer', async () => {
    const { client, clock, server } = await started()
    await clock.advance(600_000)

    await client.fetch('/api/save', { activity: 'user' })

    expect(client.remaining('idle')).toBe(1_800_000)
    expect(server.count('GET /session')).toBe(0)
  })

  it('does not slide on background polling', async () => {
    const { client, clock } = await started()
    await clock.advance(600_000)

    await client.fetch('/api/poll')

    expect(client.remaining('idle')).toBe(1_200_000)
  })

  it('leaves a 401 without our header alone', async () => {
    const { client, server, clock } = await started()
    server.intercept('/api', () => new Response('no', { status: 401 }))
    for (let call = 0; call < 5; call += 1) await client.fetch('/api')
    await clock.settle()

    expect(client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'live' })
    expect(server.requests).toHaveLength(5)
  })

  it('confirms an end by one question and reports its reason', async () => {
    const { client, server, clock } = await started()
    server.end('revoked')

    const answers = await Promise.all([client.fetch('/a'), client.fetch('/b'), client.fetch('/c')])
    await clock.settle()

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'revoked' })
    expect(server.count('GET /session')).toBe(1)
  })

  it('does not believe an end that the question does not confirm', async () => {
    const { client, server, clock } = await started()
    const headers = { 'Sojourn-Session': 'ended; reason=revoked' }
    server.intercept('/odd', () => new Response('', { status: 401, headers }))

    await client.fetch('/odd')
    await clock.settle()

    expect(client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'live' })
  })

  it('drops a late 401 from before a new sign-in', async () => {
    const { client, server, clock } = await started()
    const headers = { 'Sojourn-Session': 'ended; reason=signed-out' }
    server.intercept('/late', () => new Response('', { status: 401, headers }))
    const release = server.hold()
    const late = client.fetch('/late')
    await clock.settle()
    server.signIn({ id: 'next' })
    release()
    await client.probe()
    server.requests.length = 0
    await late
    await clock.settle()

    expect(client.getSnapshot()).toMatchObject({ session: { id: 'next' }, freshness: 'live' })
  })

  it('notices a sign-in that happened without a new page', async () => {
    const { client, server, clock } = await started({ signedIn: false })
    server.signIn()

    await client.fetch('/api/login', { method: 'POST' })
    await clock.settle()

    expect(client.getSnapshot().status).toBe('active')
  })

  it('waits a second and repeats once when superseded', async () => {
    const { client, server, clock } = await started()
    server.intercept('/api', () => answerProblem(409, 'superseded'))
    const answer = client.fetch('/api', { method: 'POST', body: 'text' })
    await clock.advance(999)
    expect(server.requests).toHaveLength(1)
    await clock.advance(5000)

    expect((await answer).status).toBe(409)
    expect(server.requests).toHaveLength(2)
  })

  it('does not repeat a stream', async () => {
    const { client, server, clock } = await started()
    server.intercept('/api', () => answerProblem(409, 'superseded'))
    const answer = client.fetch('/api', { method: 'POST', body: new ReadableStream() })
    await clock.advance(5000)

    expect((await answer).status).toBe(409)
    expect(server.requests).toHaveLength(1)
  })

  it('can repeat a request object, whose body is spent once sent', async () => {
    const { client, server, clock } = await started()
    let calls = 0
    server.intercept('/api', () => (++calls === 1 ? answerProblem(409, 'superseded') : undefined))
    const request = new Request('http://localhost/api', { method: 'POST', body: 'text' })
    const answer = client.fetch(request)
    await clock.advance(1000)

    expect((await answer).status).toBe(200)
  })

  it('asks who is signed in when the browser belongs to another session', async () => {
    const { client, server, clock } = await started()
    server.signIn({ id: 'next' })

    const answer = await client.fetch('/api')
    await clock.settle()

    expect(answer.status).toBe(409)
    expect(client.getSnapshot()).toMatchObject({ session: { id: 'next' } })
  })

  it('becomes stale when the server cannot ask its store', async () => {
    const { client, server } = await started()
    const headers = { 'Sojourn-Session': 'unavailable' }
    server.intercept('/api', () => new Response('', { headers }))

    await client.fetch('/api')

    expect(client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'stale' })
  })
})

describe('a step-up', () => {
  const refusal = { maxAgeSeconds: 900, provedSecondsAgo: 4000 }

  it('is announced, and the refusal returned, if nobody can do it', async () => {
    const { client, server } = await started()
    const required = vi.fn()
    client.on('stepUpRequired', required)
    server.intercept('/api', () => answerProblem(403, 'step-up-required', refusal))

    expect((await client.fetch('/api')).status).toBe(403)
    expect(required).toHaveBeenCalledOnce()
    expect(required.mock.calls[0]?.[0]).toMatchObject(refusal)
  })

  it('is done once for calls that are refused together, which then succeed', async () => {
    const { client, server } = await started()
    const restore = server.intercept('/api', () => answerProblem(403, 'step-up-required', refusal))
    const handler = vi.fn(async () => void restore())
    client.handleStepUp(handler)

    const answers = await Promise.all([client.fetch('/api'), client.fetch('/api')])

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(handler).toHaveBeenCalledOnce()
  })

  it('is not repeated for ever', async () => {
    const { client, server } = await started()
    server.intercept('/api', () => answerProblem(403, 'step-up-required', refusal))
    const handler = vi.fn(async () => {})
    client.handleStepUp(handler)

    expect((await client.fetch('/api')).status).toBe(403)
    expect(handler).toHaveBeenCalledOnce()
  })

  it('that the person cancels rejects with a code', async () => {
    const { client, server } = await started()
    server.intercept('/api', () => answerProblem(403, 'step-up-required', refusal))
    client.handleStepUp(() => Promise.reject(new Error('closed')))

    await expect(client.fetch('/api')).rejects.toMatchObject({ code: 'step-up-cancelled' })
  })

  it('may take longer than a call', async () => {
    const { client, server, clock } = await started()
    const restore = server.intercept('/sessions/x', () =>
      answerProblem(403, 'step-up-required', refusal),
    )
    client.handleStepUp(
      () =>
        new Promise((resolve) => {
          clock.setTimer(() => {
            restore()
            resolve()
          }, 60_000)
        }),
    )
    const end = createDeviceApi(client).end('x')
    await clock.advance(61_000)

    await expect(end).resolves.toBeUndefined()
  })
})

describe('devices', () => {
  it('are listed page by page', async () => {
    const { client, server } = await started()

    const first = await createDeviceApi(client).list()
    const second = await createDeviceApi(client).list({ after: first.next, most: 5 })

    expect(first.sessions[0]).toMatchObject({ current: true, browser: 'Firefox' })
    expect(second.next).toBeUndefined()
    expect(server.requests[1]?.path).toBe('/sessions?after=cursor&most=5')
  })

  it('are renamed and ended by their id', async () => {
    const { client, server } = await started()

    await createDeviceApi(client).rename('a/b', 'Work laptop')
    await createDeviceApi(client).end('a/b')

    expect(server.requests[0]?.body).toEqual({ name: 'Work laptop' })
    expect(server.count('DELETE /sessions/a%2Fb')).toBe(1)
    expect(await createDeviceApi(client).endOthers()).toEqual({ count: 2 })
  })

  it('that cannot be listed are an error and not an empty list', async () => {
    const { client, server } = await started()
    server.intercept('/sessions', () => new Response('{"sessions":[{}]}'))
    await expect(createDeviceApi(client).list()).rejects.toMatchObject({
      code: 'unexpected-answer',
    })

    server.state.reachable = false
    await expect(createDeviceApi(client).list()).rejects.toMatchObject({ code: 'network' })
  })
})

describe('errorFrom', () => {
  it('tells our refusals from those of others', async () => {
    const ours = await errorFrom(answerProblem(403, 'step-up-required', { maxAgeSeconds: 900 }))
    const other = await errorFrom(new Response('{}', { status: 403 }))

    expect(isSojournError(ours, 'step-up-required')).toBe(true)
    expect(ours.problem?.maxAgeSeconds).toBe(900)
    expect(other.code).toBe('unexpected-answer')
  })
})
