import { sessionHeader } from './fake-answers.ts'
import type { FakeClock } from './fake-clock.ts'
import type { FakeServer, SeenRequest } from './fake-server.ts'

const handedOutMs = 60_000

/** An access token as the fake server knows it. */
export interface FakeToken {
  readonly id: string
  readonly generation: number
  readonly lapsesAt: number
}

/** What a server of bearer sessions knows beside the session. */
export interface FakeTokens {
  /** Whether its refusals say that it takes access tokens. */
  isHost: boolean
  leaseSeconds: number
  /** The session that ended last. */
  endedId: string | undefined
  handedOutAt: number
  /** How many tokens there have been: no two are alike, or a repeat with the old one would pass. */
  count: number
  readonly clock: FakeClock
  readonly issued: Map<string, FakeToken>
  /** The event streams that are open; call one to send an event, or to close it. */
  readonly streams: Set<(event: { name: string; data?: object } | 'close') => void>
}

/** Creates what is known before anybody signed in. */
export function createFakeTokens(clock: FakeClock): FakeTokens {
  return {
    isHost: false,
    leaseSeconds: 300,
    endedId: undefined,
    handedOutAt: -handedOutMs,
    count: 0,
    clock,
    issued: new Map(),
    streams: new Set(),
  }
}

/** The text of the token that a request brings. */
export function bearerOf({ headers }: SeenRequest): string | undefined {
  return headers.get('Authorization')?.replace(/^Bearer /, '')
}

/** The token of a request, if it is good for the session of now. */
export function tokenOf(
  request: SeenRequest,
  { state, tokens }: FakeServer,
): FakeToken | undefined {
  const token = tokens.issued.get(bearerOf(request) ?? '')
  const isGood =
    token?.id === state.session?.id && Number(token?.lapsesAt) > tokens.clock.monotonic()
  return isGood ? token : undefined
}

/** Answers a refresh by the cookie of the session, or not at all. */
export function answerRefresh({ state, tokens }: FakeServer): Response | undefined {
  const { session } = state
  if (session?.carrier !== 'bearer') return undefined
  const now = tokens.clock.monotonic()
  if (now - tokens.handedOutAt >= handedOutMs) {
    if (tokens.count > 0) session.generation += 1
    tokens.handedOutAt = now
  }
  tokens.count += 1
  const accessToken = `secret-${tokens.count}-${session.id}`
  const lapsesAt = now + tokens.leaseSeconds * 1000
  tokens.issued.set(accessToken, { id: session.id, generation: session.generation, lapsesAt })
  const body = { accessToken, tokenType: 'Bearer', expiresInSeconds: tokens.leaseSeconds }
  return new Response(JSON.stringify(body), {
    headers: {
      'Content-Type': 'application/json',
      'Sojourn-Session': sessionHeader(session, tokens.clock),
    },
  })
}

/** Answers with a stream of events that lasts until a test or the page closes it. */
export function answerEvents(
  { signal }: SeenRequest,
  { tokens }: FakeServer,
  header: string,
): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encoder.encode('retry: 1000\n\n: alive\n\n'))
      const send: Parameters<FakeTokens['streams']['add']>[0] = (event) => {
        if (event === 'close') {
          tokens.streams.delete(send)
          controller.close()
          return
        }
        const data = JSON.stringify(event.data ?? {})
        // In two pieces, as networks deliver it.
        for (const piece of [`event: ${event.name}\nda`, `ta: ${data}\n\n`]) {
          controller.enqueue(encoder.encode(piece))
        }
      }
      tokens.streams.add(send)
      signal?.addEventListener('abort', () => {
        if (tokens.streams.delete(send)) controller.error(signal.reason)
      })
    },
  })
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream', 'Sojourn-Session': header },
  })
}
