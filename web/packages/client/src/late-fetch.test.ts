import { describe, expect, it, vi } from 'vitest'
import {
  answerProblem,
  createTestSession,
  sessionHeader,
  type TestSession,
  type TestSessionOptions,
} from './testing/index.ts'

interface World extends TestSession {
  /** Sends a request whose answer is on its way until `arrive` is called. */
  send(init?: RequestInit): Promise<{ readonly answer: Promise<Response>; arrive(): void }>
  /** What the endpoint answers. */
  answer(make: () => Response): void
}

function createWorld(options: TestSessionOptions = {}): World {
  const gates: (() => void)[] = []
  const slowly: typeof fetch = async (input, init) => {
    const answer = await test.server.fetch(input, init)
    if (input === '/slow') await new Promise<void>((open) => gates.push(open))
    return answer
  }
  const environment = { ...options.environment, fetch: slowly }
  const test: TestSession = createTestSession({ ...options, environment })
  return {
    ...test,
    send: async (init) => {
      const answer = test.client.fetch('/slow', init)
      // Whoever awaits it comes later.
      answer.catch(() => {})
      await test.clock.settle()
      return { answer, arrive: () => gates.shift()?.() }
    },
    answer: (make) => void test.server.intercept('/slow', make),
  }
}

async function started(options?: TestSessionOptions): Promise<World> {
  const world = createWorld(options)
  world.client.start()
  await world.clock.settle()
  return world
}

function named({ server, clock }: World): Response {
  const headers = { 'Sojourn-Session': sessionHeader(server.state.session, clock) }
  return new Response('private', { headers })
}

/** Another tab of this browser signs somebody in, and this one hears of it. */
async function signInElsewhere(test: World): Promise<void> {
  const { client } = test.openTab()
  client.start()
  await test.clock.settle()
  test.server.signIn({ id: 'next' })
  await client.probe()
  await test.clock.advance(2000)
  expect(test.client.getSnapshot()).toMatchObject({ session: { id: 'next' } })
}

/** Another tab says that the session is over, and nobody has been asked yet. */
function lock({ client, forge }: World): void {
  const snapshot = client.getSnapshot()
  const id = snapshot.status === 'active' && snapshot.session.id
  forge({ version: 1, kind: 'ended', id, generation: 1, reason: 'replaced' })
  expect(client.getSnapshot().status).toBe('none')
}

describe('an answer that comes late', () => {
  it('is dropped, and its transfer ended, once the person has signed out', async () => {
    const test = await started()
    const cancel = vi.fn()
    const headers = { 'Sojourn-Session': sessionHeader(test.server.state.session, test.clock) }
    test.answer(() => new Response(new ReadableStream({ cancel }), { headers }))
    const { answer, arrive } = await test.send()
    await test.client.signOut()
    arrive()

    await expect(answer).rejects.toMatchObject({ code: 'session-changed', retryable: false })
    expect(cancel).toHaveBeenCalledOnce()
  })

  it('is dropped once the person has signed out in another tab', async () => {
    const test = await started()
    const other = test.openTab()
    other.client.start()
    await test.clock.settle()
    const { answer, arrive } = await test.send()
    await other.client.signOut()
    await test.clock.settle()
    arrive()

    await expect(answer).rejects.toMatchObject({ code: 'session-changed' })
  })

  it.each([
    ['names its session', named],
    ['names none', () => new Response('private')],
    ['cannot be read', () => new Response('', { headers: { 'Sojourn-Session': 'paused' } })],
    ['is a refusal', () => answerProblem(401, 'session-ended', {}, { 'Sojourn-Session': 'ended' })],
  ])('is dropped once somebody else has signed in in another tab: it %s', async (_, make) => {
    const test = await started()
    test.answer(() => make(test))
    const { answer, arrive } = await test.send()
    await signInElsewhere(test)
    arrive()

    await expect(answer).rejects.toMatchObject({ code: 'session-changed' })
  })

  it('is dropped if it cannot even be judged', async () => {
    const part = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'))
    const parts = { ...createTestSession().environment.parts, refusal: part }
    const test = await started({ environment: { parts } })
    const { answer, arrive } = await test.send()
    lock(test)
    arrive()

    await expect(answer).rejects.toMatchObject({ code: 'network', retryable: true })
  })

  it('asks whoever is here by now for no proof', async () => {
    const test = await started()
    const handler = vi.fn(async () => {})
    test.client.handleStepUp(handler)
    test.answer(() => answerProblem(403, 'step-up-required', { maxAgeSeconds: 900 }))
    const { answer, arrive } = await test.send()
    await signInElsewhere(test)
    arrive()

    await expect(answer).rejects.toMatchObject({ code: 'session-changed' })
    expect(handler).not.toHaveBeenCalled()
  })
})

describe('an answer that is not late', () => {
  it('is that of a sign-in, although the page has learned of it before', async () => {
    const test = await started({ signedIn: false })
    test.answer(() => {
      test.server.signIn({ id: 'next' })
      return named(test)
    })
    const { answer, arrive } = await test.send({ method: 'POST' })
    await test.client.probe()
    arrive()

    expect((await answer).status).toBe(200)
    expect(test.client.getSnapshot()).toMatchObject({ session: { id: 'next' } })
  })

  it.each([
    ['the next is known', (test: World) => test.client.probe()],
    ['only the end of the last is known', lock],
  ])('is that of a sign-in over a session, while %s', async (_, learn) => {
    const test = await started()
    test.answer(() => {
      test.server.signIn({ id: 'next' })
      return named(test)
    })
    const { answer, arrive } = await test.send({ method: 'POST' })
    await learn(test)
    arrive()

    expect((await answer).status).toBe(200)
  })

  it('is that of a sign-out of the application, of which another tab has told', async () => {
    const test = await started()
    test.answer(() => {
      test.server.end('signed-out')
      return named(test)
    })
    const { answer, arrive } = await test.send({ method: 'POST' })
    lock(test)
    arrive()

    expect((await answer).status).toBe(200)
  })

  it('is one that nobody in particular asked for', async () => {
    const test = await started({ signedIn: false })
    test.answer(() => new Response('public'))
    const { answer, arrive } = await test.send()
    await signInElsewhere(test)
    arrive()

    expect(await (await answer).text()).toBe('public')
  })

  it('is one that was asked for before the page knew who is signed in', async () => {
    const test = createWorld()
    const { answer, arrive } = await test.send()
    await test.client.probe()
    arrive()

    expect((await answer).status).toBe(200)
  })

  it('is one whose session was rotated meanwhile', async () => {
    const test = await started()
    test.answer(() => named(test))
    const { answer, arrive } = await test.send()
    if (test.server.state.session) test.server.state.session.generation += 1
    await test.client.probe()
    arrive()

    expect(await (await answer).text()).toBe('private')
    expect(test.client.getSnapshot()).toMatchObject({ session: { generation: 2 } })
  })

  it('is one whose session is shown again: what the other tab said was not so', async () => {
    const test = await started()
    const { answer, arrive } = await test.send()
    lock(test)
    await test.client.probe()
    arrive()

    expect((await answer).status).toBe(200)
  })
})
