import { describe, expect, it, vi } from 'vitest'
import { createTestSession, type TestSession } from './testing/index.ts'

const minute = 60_000

async function started(
  options: Parameters<typeof createTestSession>[0] = {},
): Promise<TestSession> {
  const test = createTestSession(options)
  test.client.start()
  await test.clock.settle()
  test.server.requests.length = 0
  return test
}

describe('the warning', () => {
  it('opens when the server says that the deadline is near', async () => {
    const { client, clock, server } = await started()
    const warned = vi.fn()
    client.on('warning', warned)

    await clock.advance(28 * minute + 1000)

    expect(server.count('GET /session')).toBe(1)
    expect(warned).toHaveBeenCalledExactlyOnceWith({ kind: 'idle', canExtend: true })
    expect(client.remaining('idle')).toBeLessThanOrEqual(2 * minute)
  })

  it('asks first and stays closed if another device extended', async () => {
    const { client, clock, server } = await started()
    const { session } = server.state
    if (session) session.idleAt += 30 * minute

    await clock.advance(28 * minute + 1000)

    expect(server.count('GET /session')).toBe(1)
    expect(client.getSnapshot()).toMatchObject({ warning: undefined })
  })

  it('for the absolute deadline cannot be extended', async () => {
    const { client, server } = createTestSession()
    const { session } = server.state
    if (session) session.absoluteAt = minute

    await client.probe()

    expect(client.getSnapshot()).toMatchObject({ warning: { kind: 'absolute', canExtend: false } })
  })

  it('closes when the person stays', async () => {
    const { client, clock } = await started()
    const renewed = vi.fn()
    client.on('renewed', renewed)
    await clock.advance(28 * minute + 1000)

    await client.extend()

    expect(client.getSnapshot()).toMatchObject({ warning: undefined, freshness: 'live' })
    expect(renewed).toHaveBeenCalledOnce()
  })

  it('stays open if extending failed', async () => {
    const { client, clock, server } = await started()
    await clock.advance(28 * minute + 1000)
    server.state.reachable = false

    await expect(client.extend()).rejects.toMatchObject({ code: 'network' })

    expect(client.getSnapshot()).toMatchObject({ warning: { kind: 'idle' }, freshness: 'stale' })
  })

  it('never shows zero seconds: it closes when the deadline passes without a word', async () => {
    const { client, clock, server } = await started()
    await clock.advance(28 * minute + 1000)
    server.state.reachable = false

    await clock.advance(3 * minute)

    expect(client.getSnapshot()).toMatchObject({ status: 'active', warning: undefined })
    expect(client.getSnapshot()).not.toMatchObject({ freshness: 'live' })
  })
})

describe('a deadline', () => {
  it('ends the session only by the word of the server', async () => {
    const { client, clock } = await started()

    await clock.advance(31 * minute)

    expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'idle' })
  })

  it('beyond 24.8 days does not fire early', async () => {
    const { client, clock, server } = createTestSession()
    const { session } = server.state
    if (session) {
      session.idleAt = 60 * 24 * 60 * minute
      session.absoluteAt = session.idleAt
    }
    client.start()
    await clock.advance(5 * minute)

    expect(server.count('GET /session')).toBe(1)
  })
})

describe('the clock', () => {
  it('set back an hour changes nothing', async () => {
    const { client, clock, server } = await started()
    clock.shiftWall(-60 * minute)

    await clock.advance(10 * minute)

    expect(server.requests).toHaveLength(0)
    expect(client.remaining('idle')).toBe(20 * minute)
  })

  it('set forward an hour causes one question and no sign-out', async () => {
    const { client, clock, server } = await started()
    const statuses = new Set<string>()
    client.subscribe(() => statuses.add(client.getSnapshot().status))
    clock.shiftWall(60 * minute)

    await clock.advance(5 * minute)

    expect(server.count('GET /session')).toBe(1)
    expect([...statuses]).toEqual(['active'])
    expect(client.getSnapshot()).toMatchObject({ freshness: 'live' })
  })

  it.each([true, false])('survives a sleep past idle, monotonic standing: %s', async (stands) => {
    const { client, clock, server } = await started()
    const warned = vi.fn()
    client.on('warning', warned)
    if (stands && server.state.session) server.state.session.idleAt = clock.monotonic()

    await clock.sleep(120 * minute, { monotonicStands: stands })
    await clock.advance(40_000)

    expect(warned).not.toHaveBeenCalled()
    expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'idle' })
  })
})

describe('hidden pages', () => {
  it('have no timer', async () => {
    const test = await started()
    test.hide()

    await test.clock.advance(29 * minute)

    expect(test.server.requests).toHaveLength(0)
  })

  it('ask when they are shown after a while', async () => {
    const test = await started()
    test.hide()
    await test.clock.advance(31 * minute)
    test.show()
    await test.clock.settle()

    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'idle' })
  })

  it('do not ask when they were away for a moment', async () => {
    const test = await started()
    test.hide()
    await test.clock.advance(3000)
    test.show()
    await test.clock.settle()

    expect(test.server.requests).toHaveLength(0)
  })
})

describe('a page from the back/forward cache', () => {
  it('is stale until the server has answered, and then shows nobody who signed out', async () => {
    const test = await started()
    test.server.end('signed-out')

    test.restore()
    expect(test.client.getSnapshot()).toMatchObject({ freshness: 'stale' })
    await test.clock.settle()

    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'signed-out' })
  })
})

describe('activity', () => {
  it('renews at most once per renewal interval', async () => {
    const test = await started()
    for (let second = 0; second < 150; second += 1) {
      test.input()
      await test.clock.advance(1000)
    }

    expect(test.server.count('POST /session/renew')).toBe(3)
    expect(test.server.requests[0]?.body).toEqual({ cause: 'activity' })
    expect(test.server.requests[0]?.headers.get('Sojourn-Activity')).toBe('user')
  })

  it('does not answer the warning by itself', async () => {
    const test = await started()
    await test.clock.advance(28 * minute + 1000)
    test.input()
    await test.clock.settle()

    expect(test.server.count('POST /session/renew')).toBe(0)
  })

  it('answers the warning if the application wants that', async () => {
    const test = await started({ activity: { countsWhileWarning: true } })
    await test.clock.advance(28 * minute + 1000)
    test.input()
    await test.clock.settle()

    expect(test.client.getSnapshot()).toMatchObject({ warning: undefined })
  })

  it('can be left to the application', async () => {
    const test = await started({ activity: false })
    test.input()
    await test.clock.settle()

    expect(test.server.requests).toHaveLength(0)
  })

  it('during an outage is not one request per key', async () => {
    const test = await started()
    test.server.state.reachable = false
    for (let key = 0; key < 20; key += 1) {
      test.input()
      await test.clock.settle()
    }

    expect(test.server.count('POST /session/renew')).toBe(1)
  })
})
