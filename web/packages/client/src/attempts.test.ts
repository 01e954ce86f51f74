import { describe, expect, it } from 'vitest'
import { createTestSession, type TestSession, type TestTab } from './testing/index.ts'

type Options = Parameters<typeof createTestSession>[0]

async function openTabs(options: Options = {}): Promise<[TestSession, TestTab]> {
  const test = createTestSession({ carrier: 'bearer', ...options })
  const other = test.openTab(options)
  for (const { client } of [test, other]) client.start()
  await test.clock.advance(2000)
  test.server.requests.length = 0
  return [test, other]
}

function attempts({ server }: TestSession): (string | null)[] {
  return server.requests
    .filter(({ path }) => path === '/session/refresh')
    .map(({ headers }) => headers.get('Sojourn-Attempt'))
}

describe('the tabs of one browser', () => {
  it('name one attempt alike while they refresh at the same time, and the next one anew', async () => {
    const [test, other] = await openTabs()
    await Promise.all([test.client.fetch('/a'), other.client.fetch('/a')])
    await test.clock.advance(290_000)
    await test.client.fetch('/b')

    const [first, second, ...later] = attempts(test)
    expect(second).toBe(first)
    expect(later).not.toHaveLength(0)
    expect(later).not.toContain(first)
  })

  it('go on with the attempt of a tab that lost its answer and is gone', async () => {
    const [test, other] = await openTabs()
    test.server.state.reachable = false
    await test.client.fetch('/a').catch(() => {})
    test.server.state.reachable = true

    await other.client.fetch('/a')

    const [lost, again] = attempts(test)
    expect(again).toBe(lost)
    expect([...test.notes.values()].join('')).toBe('')
  })

  it('name their own where storage is denied, and still keep them over a lost answer', async () => {
    const [test, other] = await openTabs({ environment: { note: () => undefined } })
    test.server.state.reachable = false
    for (const { client } of [test, other]) await client.fetch('/a').catch(() => {})
    test.server.state.reachable = true
    await test.client.fetch('/a')

    const [first, second, again] = attempts(test)
    expect(second).not.toBe(first)
    expect(again).toBe(first)
  })

  it.each([
    '',
    'nonsense',
    'session-0-0 short',
    'session-0-0 with\nline',
    'another 0123456789abcdef',
  ])('take over nothing that is no attempt of theirs: %j', async (text) => {
    const [test] = await openTabs()
    test.writeNote('sojourn:/sojourn:attempt', text)

    await test.client.fetch('/a')

    expect(attempts(test)).toEqual([expect.stringMatching(/^[\da-f-]{36}$/)])
  })
})

describe('the attempt of one session', () => {
  it('is neither taken over nor forgotten by another one of the same browser', async () => {
    let release = (): void => {}
    const world = createTestSession({ carrier: 'bearer' })
    let held = true
    const fetchSlowly: typeof fetch = async (input, init) => {
      const isHeld = held && String(input).endsWith('/refresh')
      held &&= !isHeld
      const answer = await world.server.fetch(input, init)
      if (isHeld) await new Promise<void>((resolve) => (release = resolve))
      return answer
    }
    const tab = world.openTab({ environment: { fetch: fetchSlowly } })
    await tab.client.probe()
    const late = tab.client.fetch('/a').catch(() => {})
    await world.clock.settle()
    world.server.signIn({ id: 'next' })
    await tab.client.probe()
    const restore = world.server.intercept('/session/refresh', () => {
      throw new TypeError('Failed to fetch')
    })
    await tab.client.fetch('/b').catch(() => {})
    restore()
    release()
    await late

    await tab.client.fetch('/b')

    const [former, lost, again] = attempts(world)
    expect(lost).not.toBe(former)
    expect(again).toBe(lost)
  })
})
