import { describe, expect, it, vi } from 'vitest'
import { createTestSession, type TestSession, type TestTab } from './testing/index.ts'

async function openTabs(count: number): Promise<{ test: TestSession; tabs: TestTab[] }> {
  const test = createTestSession()
  const tabs: TestTab[] = [test]
  while (tabs.length < count) tabs.push(test.openTab())
  for (const tab of tabs) {
    tab.client.start()
    await test.clock.settle()
  }
  await test.clock.advance(2000)
  test.server.requests.length = 0
  return { test, tabs }
}

describe('several tabs', () => {
  it('show a sign-out at once', async () => {
    const { test, tabs } = await openTabs(3)

    await test.client.signOut()
    await test.clock.settle()

    for (const { client } of tabs) {
      expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'signed-out' })
    }
  })

  it('say where the sign-out happened', async () => {
    const { test, tabs } = await openTabs(2)
    const ended = vi.fn()
    tabs[1]?.client.on('ended', ended)

    await test.client.signOut()
    await test.clock.settle()

    expect(ended).toHaveBeenCalledExactlyOnceWith({ reason: 'signed-out', here: false })
  })

  it('close the warning when one of them extends', async () => {
    const { test, tabs } = await openTabs(2)
    await test.clock.advance(28 * 60_000)
    expect(tabs[1]?.client.getSnapshot()).toMatchObject({ warning: { kind: 'idle' } })

    await test.client.extend()
    await test.clock.advance(1500)

    expect(tabs[1]?.client.getSnapshot()).toMatchObject({ warning: undefined })
  })

  it('ask at most twice about one change, however many are hidden', async () => {
    const { test, tabs } = await openTabs(10)
    for (const tab of tabs.slice(1)) tab.hide()
    const { session } = test.server.state
    if (session) session.generation = 2

    await test.client.fetch('/api')
    await test.clock.advance(5000)

    expect(test.server.count('GET /session')).toBeLessThanOrEqual(2)
    tabs[9]?.show()
    await test.clock.settle()
    expect(tabs[9]?.client.getSnapshot()).toMatchObject({ session: { generation: 2 } })
  })

  it('learn of a sign-in in one of them', async () => {
    const { test, tabs } = await openTabs(2)
    await test.client.signOut()
    await test.clock.advance(2000)
    test.server.signIn({ id: 'next' })

    await test.client.probe()
    await test.clock.advance(2000)

    expect(tabs[1]?.client.getSnapshot()).toMatchObject({ session: { id: 'next' } })
  })

  it('do not echo each other', async () => {
    const { test } = await openTabs(5)

    await test.client.signOut()
    await test.clock.advance(60_000)

    expect(test.server.count('GET /session')).toBeLessThanOrEqual(5)
  })
})

describe('a forged message', () => {
  it('causes at most a question', async () => {
    const { test } = await openTabs(1)
    const snapshot = test.client.getSnapshot()
    const id = test.server.state.session?.id

    test.forge({ version: 1, kind: 'ended', id, generation: 1, reason: '<b>you won</b>' })
    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'unknown' })
    await test.clock.advance(5000)

    expect(test.client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'live' })
    expect(test.client.getSnapshot()).not.toBe(snapshot)
    expect(test.server.count('GET /session')).toBe(1)
  })

  it('about another session does not lock this one out', async () => {
    const { test } = await openTabs(1)
    test.forge({ version: 1, kind: 'ended', id: 'another', generation: 1 })
    test.forge({ version: 1, kind: 'renewed', id: 'another', generation: 1 })
    await test.clock.advance(5000)

    expect(test.client.getSnapshot().status).toBe('active')
    expect(test.server.requests).toHaveLength(0)
  })

  it.each([
    null,
    'ended',
    [],
    {},
    { version: 2, kind: 'ended', id: 'x', generation: 1 },
    { version: 1, kind: 'adopt', id: 'x', generation: 1 },
    { version: 1, kind: 'changed', id: '', generation: 1 },
    { version: 1, kind: 'changed', id: 'x', generation: -1 },
  ])('that makes no sense is ignored: %j', async (message) => {
    const { test } = await openTabs(1)
    test.forge(message)
    await test.clock.advance(5000)

    expect(test.server.requests).toHaveLength(0)
  })
})

describe('without a channel', () => {
  it('tabs still learn of a sign-out by their own question', async () => {
    const environment = { channel: () => undefined }
    const test = createTestSession({ environment })
    const other = test.openTab({ environment })
    test.client.start()
    other.client.start()
    await test.clock.settle()

    await test.client.signOut()
    await other.client.fetch('/api')
    await test.clock.settle()

    expect(other.client.getSnapshot().status).toBe('none')
  })
})

describe('the event stream', () => {
  it('is open while the page is visible and somebody is signed in, and causes questions', async () => {
    const test = createTestSession({ events: true })
    test.client.start()
    await test.clock.settle()
    expect(test.streams.size).toBe(1)

    test.server.end('revoked')
    for (const send of [...test.streams]) send()
    await test.clock.settle()

    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'revoked' })
    expect(test.streams.size).toBe(0)
  })

  it('tells the reason that the answer which confirms it no longer knows', async () => {
    const test = createTestSession({ events: true })
    test.client.start()
    await test.clock.settle()
    test.server.state.session = undefined

    for (const send of [...test.streams]) send('signed-out')
    await test.clock.settle()

    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'signed-out' })
  })

  it('is believed in nothing that the server denies', async () => {
    const test = createTestSession({ events: true })
    test.client.start()
    await test.clock.settle()

    for (const send of [...test.streams]) send('revoked')
    await test.clock.settle()
    expect(test.client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'live' })

    test.server.signIn({ id: 'next' })
    await test.client.probe()
    test.server.state.session = undefined
    await test.client.probe()
    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'unknown' })
  })

  it('has no say where the server knows better, and no words of its own', async () => {
    for (const [heard, told] of [
      ['signed-out', 'signed-out'],
      ['<b>', 'unknown'],
    ]) {
      const test = createTestSession({ events: true })
      test.client.start()
      await test.clock.settle()
      test.server.state.session = undefined
      for (const send of [...test.streams]) send(heard)
      await test.clock.settle()
      expect(test.client.getSnapshot()).toMatchObject({ reason: told })
    }

    const test = createTestSession({ events: true })
    test.client.start()
    await test.clock.settle()
    test.server.end('idle')
    for (const send of [...test.streams]) send('revoked')
    await test.clock.settle()
    expect(test.client.getSnapshot()).toMatchObject({ reason: 'idle' })
  })

  it('closes while the page is hidden', async () => {
    const test = createTestSession({ events: true })
    test.client.start()
    await test.clock.settle()
    test.hide()
    await test.clock.settle()
    expect(test.streams.size).toBe(0)

    test.show()
    await test.clock.settle()
    expect(test.streams.size).toBe(1)
  })

  it('is opt-in', async () => {
    const test = createTestSession()
    test.client.start()
    await test.clock.settle()

    expect(test.streams.size).toBe(0)
  })
})
