import { describe, expect, it } from 'vitest'
import { createTestSession, type TestSession, type TestTab } from './testing/index.ts'

type Options = NonNullable<Parameters<typeof createTestSession>[0]>

async function openTabs(options: Options = {}): Promise<[TestSession, TestTab, TestTab]> {
  const all: Options = { events: true, ...options }
  const test = createTestSession(all)
  const { signedIn: _signedIn, carrier: _carrier, ...tabOptions } = all
  const [second, third] = [test.openTab(tabOptions), test.openTab(tabOptions)]
  for (const { client } of [test, second, third]) {
    client.start()
    await test.clock.advance(2000)
  }
  test.server.requests.length = 0
  return [test, second, third]
}

function streams(tabs: readonly TestTab[]): number[] {
  return tabs.map((tab) => tab.streams.size)
}

describe('the event stream of a browser', () => {
  it('is held by one of the visible tabs', async () => {
    const tabs = await openTabs()

    expect(streams(tabs)).toEqual([1, 0, 0])
  })

  it('is passed on when that tab is closed, hidden or stopped', async () => {
    const tabs = await openTabs()
    const [first, second] = tabs

    first.close()
    await first.clock.settle()
    expect(streams(tabs)).toEqual([0, 1, 0])
    second.hide()
    await first.clock.settle()
    expect(streams(tabs)).toEqual([0, 0, 1])
    second.show()
    await first.clock.settle()
    expect(streams(tabs)).toEqual([0, 0, 1])
  })

  it('is passed over a tab that has left the queue', async () => {
    const tabs = await openTabs()
    const [first, second] = tabs

    second.hide()
    first.hide()
    await first.clock.settle()

    expect(streams(tabs)).toEqual([0, 0, 1])
  })

  it('tells every tab why the session ended, within a second', async () => {
    const tabs = await openTabs()
    const [first] = tabs
    first.server.end('revoked')

    for (const send of [...first.streams]) send('revoked')
    await first.clock.advance(1000)

    for (const { client } of tabs) {
      expect(client.getSnapshot()).toMatchObject({ status: 'none', reason: 'revoked' })
    }
  })

  it('makes every visible tab ask about a change that has no newer generation', async () => {
    const tabs = await openTabs()
    const [first] = tabs
    if (first.server.state.session) first.server.state.session.name = 'Ada King'

    for (const send of [...first.streams]) send()
    await first.clock.advance(2000)

    for (const { client } of tabs) {
      expect(client.getSnapshot()).toMatchObject({ session: { claims: { name: 'Ada King' } } })
    }
    expect(first.server.count('GET /session')).toBeLessThanOrEqual(3)
  })

  it.each([
    ['locks', { lock: () => Promise.reject(new DOMException('no', 'SecurityError')) }],
    [
      'a channel',
      {
        channel: () => undefined,
        parts: {
          ...createTestSession().environment.parts,
          tabs: () => Promise.reject(new Error('no')),
        },
      },
    ],
  ])('is one for each visible tab without %s', async (_what, environment) => {
    const tabs = await openTabs({ environment })

    expect(streams(tabs)).toEqual([1, 1, 1])
  })

  it('of a bearer session is one as well', async () => {
    const [first] = await openTabs({ carrier: 'bearer' })

    expect(first.server.tokens.streams.size).toBe(1)
  })
})
