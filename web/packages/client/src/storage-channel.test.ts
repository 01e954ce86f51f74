import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Core } from './core.ts'
import { openStorageChannel } from './storage-channel.ts'
import { createTestSession, type TestSession, type TestTab } from './testing/index.ts'

function refuse(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

async function openTabs(environment: object): Promise<[TestSession, TestTab]> {
  const test = createTestSession({ environment })
  const other = test.openTab({ environment })
  test.client.start()
  other.client.start()
  await test.clock.advance(2000)
  test.server.requests.length = 0
  return [test, other]
}

afterEach(() => vi.restoreAllMocks())

describe('where the channel throws on construction', () => {
  it('tabs hear each other by storage events', async () => {
    const [test, other] = await openTabs({ channel: refuse })

    await test.client.signOut()
    await test.clock.settle()

    expect(other.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'signed-out' })
    expect([...test.notes.values()].join('')).toBe('')
  })

  it('tabs hear the same news twice if it comes twice', async () => {
    const [test, other] = await openTabs({ channel: refuse })
    const { session } = test.server.state
    for (const generation of [2, 3]) {
      if (session) session.generation = generation
      await test.client.probe()
      await test.clock.advance(2000)
      expect(other.client.getSnapshot()).toMatchObject({ session: { generation } })
    }
  })

  it('a note that is no message is ignored', async () => {
    const [test, other] = await openTabs({ channel: refuse })
    const before = other.client.getSnapshot()
    for (const text of ['<b>', 'null', '[]', '{"message":{"version":1,"kind":"ended"}}']) {
      test.writeNote('sojourn:/sojourn:tabs', text)
    }
    await test.clock.advance(2000)

    expect(other.client.getSnapshot()).toBe(before)
    expect(test.server.requests).toHaveLength(0)
  })

  it('nothing is left behind by a client that has stopped', async () => {
    const test = createTestSession({ environment: { channel: refuse } })
    test.client.start()()
    await test.clock.advance(2000)
    test.server.end('revoked')
    test.writeNote('sojourn:/sojourn:tabs', '{"message":{}}')
    test.server.requests.length = 0
    await test.clock.advance(2000)

    expect(test.server.requests).toHaveLength(0)
  })

  it('and storage is denied, tabs still learn from their own next question', async () => {
    const denied = { channel: refuse, note: () => undefined, storageEvents: () => () => {} }
    const [test, other] = await openTabs(denied)

    await test.client.signOut()
    await other.client.fetch('/api')
    await test.clock.settle()

    expect(other.client.getSnapshot().status).toBe('none')
  })

  it('and the part cannot be loaded, everything else works', async () => {
    const { parts } = createTestSession().environment
    const [test] = await openTabs({
      channel: refuse,
      parts: { ...parts, tabs: () => Promise.reject(new TypeError('Failed to fetch')) },
    })

    await test.client.signOut()

    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', reason: 'signed-out' })
  })
})

describe('a channel that throws when a message is posted', () => {
  it('does not keep the page from signing out', async () => {
    const channel = { onmessage: null, postMessage: refuse, close: () => {} }
    const [test] = await openTabs({ channel: () => channel })

    await test.client.signOut()

    expect(test.client.getSnapshot()).toMatchObject({ status: 'none', freshness: 'live' })
  })
})

describe('the storage events of the browser', () => {
  it('are heard until the channel is closed', () => {
    const core = { running: true } as Core
    const hear = vi.fn()
    openStorageChannel(core, 'a', hear)
    const write = (): boolean =>
      window.dispatchEvent(
        new StorageEvent('storage', { key: 'a:tabs', newValue: '{"message":"heard"}' }),
      )

    write()
    core.tabs?.close()
    write()

    expect(hear.mock.calls.map(([{ data }]) => data)).toEqual(['heard'])
  })
})
