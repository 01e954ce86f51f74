import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSessionAnswer } from './session-answer.ts'
import { parseSessionHeader } from './session-header.ts'
import { parseTabMessage } from './tabs.ts'
import { createTestSession } from './testing/index.ts'

const active = 'active; id="a-1"; generation=7; idle-seconds=1740; absolute-seconds=28800'

describe('the Sojourn-Session header', () => {
  it('is read in each of its states', () => {
    expect(parseSessionHeader(active)).toEqual({
      state: 'active',
      id: 'a-1',
      generation: 7,
      idleSeconds: 1740,
      absoluteSeconds: 28_800,
    })
    expect(parseSessionHeader('none')).toEqual({ state: 'none' })
    expect(parseSessionHeader('unavailable')).toEqual({ state: 'unavailable' })
    expect(parseSessionHeader('ended; reason=revoked')).toEqual({ state: 'ended' })
  })

  it('may have new parameters and other spacing', () => {
    expect(parseSessionHeader(active.replaceAll('; ', ';'))).toEqual(parseSessionHeader(active))
    expect(parseSessionHeader(`${active}; new=1`)).toEqual(parseSessionHeader(active))
  })

  it('leaves the reason of an end to the answer that confirms it', () => {
    expect(parseSessionAnswer({ status: 'none', reason: 'idle' })).toMatchObject({ reason: 'idle' })
    expect(parseSessionAnswer({ status: 'none', reason: 'a newer one' })).toMatchObject({
      reason: 'unknown',
    })
  })

  it.each([
    null,
    '',
    'ACTIVE',
    'active',
    'paused; id="a"',
    active.replace('"a-1"', ''),
    active.replace('"a-1"', '""'),
    active.replace('7', '-7'),
    active.replace('1740', '1740.5'),
    active.replace('1740', ''),
    active.replace('1740', 'soon'),
    active.replace('28800', '9'.repeat(40)),
    `${active}, none`,
    'none, ended',
  ])('that is malformed is no header: %j', (text) => {
    expect(parseSessionHeader(text)).toBeUndefined()
  })

  it('never throws and never invents an identity', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const header = parseSessionHeader(text)
        expect(header?.state === 'active').toBe(false)
      }),
    )
    const piece = fc.constantFrom(
      'active',
      '; ',
      'id=',
      '"',
      'a',
      'generation=',
      '1',
      '-',
      '.',
      ',',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        parseSessionHeader(pieces.join(''))
      }),
    )
  })
})

describe('answers and messages', () => {
  it('never throw on arbitrary JSON and never become a sign-out by being malformed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const answer = parseSessionAnswer(body)
        expect(answer === undefined || isStatus(body)).toBe(true)
        parseTabMessage(body)
      }),
    )
  })

  it('with one member spoilt are no answer', async () => {
    const { server, client } = createTestSession()
    const response = await server.fetch('/sojourn/session')
    const good = (await response.json()) as Record<string, unknown>
    const session = good['session'] as Record<string, unknown>
    const members = Object.keys({ ...good, ...session }).filter((name) => name !== 'status')
    fc.assert(
      fc.property(
        fc.constantFrom(...members),
        fc.constantFrom(-1, 1.5, null, false),
        (name, bad) => {
          const spoilt =
            name in session
              ? { ...good, session: { ...session, [name]: bad } }
              : { ...good, [name]: bad }
          expect(parseSessionAnswer(spoilt)).toBeUndefined()
        },
      ),
    )
    expect(client.getSnapshot().status).toBe('unknown')
  })

  it('leave the session as it was when the server talks nonsense', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        fc.pre(!isStatus(body))
        const { client, server } = createTestSession()
        await client.probe()
        server.intercept('/session', () => new Response(JSON.stringify(body)))
        await client.probe()
        expect(client.getSnapshot()).toMatchObject({ status: 'active', freshness: 'stale' })
      }),
      { numRuns: 50 },
    )
  })
})

function isStatus(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'status' in body
}
