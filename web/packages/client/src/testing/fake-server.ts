import type { EndReason } from '../snapshot.ts'
import type { FakeSession } from './fake-answers.ts'
import type { FakeClock } from './fake-clock.ts'
import { routeRequest } from './fake-routes.ts'
import { createFakeTokens, type FakeTokens } from './fake-tokens.ts'

/** What the server saw of one request. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly body: unknown
  readonly signal: AbortSignal | undefined
}

/** A server that follows the HTTP contract for one browser, and misbehaves when told to. */
export interface FakeServer {
  readonly fetch: typeof fetch
  /** All requests so far; clear it with `requests.length = 0`. */
  readonly requests: SeenRequest[]
  /** How many requests of one kind, such as `GET /session`. */
  count(call: string): number
  /** The session of the browser, for a test to look at or to change. */
  readonly state: FakeServerState
  /** What a server of bearer sessions knows beside. */
  readonly tokens: FakeTokens
  signIn(changes?: Partial<FakeSession>): FakeSession
  /** Ends the session as an operator, a timer or another device would. */
  end(reason: EndReason): void
  /** Answers one path with something else, until the returned function is called. */
  intercept(path: string, handler: (request: SeenRequest) => Response | undefined): () => void
  /** Holds back all answers until the returned function is called. */
  hold(): () => void
}

/** What the fake server knows. */
export interface FakeServerState {
  session: FakeSession | undefined
  reason: EndReason | undefined
  /** False: every call fails as a lost network does. */
  reachable: boolean
  lifetimes: { idleSeconds: number; absoluteSeconds: number; warningSeconds: number }
}

type Interceptor = (request: SeenRequest) => Response | undefined

/** Creates a server on a clock, with nobody signed in. */
export function createFakeServer(
  clock: FakeClock,
  carrier: FakeSession['carrier'] = 'cookie',
): FakeServer {
  const requests: SeenRequest[] = []
  const interceptors = new Map<string, Interceptor>()
  const lifetimes = { idleSeconds: 1800, absoluteSeconds: 43_200, warningSeconds: 120 }
  const state: FakeServerState = {
    session: undefined,
    reason: undefined,
    reachable: true,
    lifetimes,
  }
  const gate = createGate()
  const server: FakeServer = {
    requests,
    state,
    tokens: { ...createFakeTokens(clock), isHost: carrier === 'bearer' },
    count: (call) => requests.filter(({ method, path }) => `${method} ${path}` === call).length,
    signIn: (changes) => {
      state.reason = undefined
      state.session = { ...startSession(clock, lifetimes), carrier, ...changes }
      return state.session
    },
    end: (reason) => {
      server.tokens.endedId = state.session?.id
      state.session = undefined
      state.reason = reason
    },
    intercept: (path, handler) => {
      interceptors.set(path, handler)
      return () => interceptors.delete(path)
    },
    hold: gate.hold,
    fetch: async (input, init) => {
      init?.signal?.throwIfAborted()
      const request = await read(input, init)
      requests.push(request)
      if (!state.reachable) throw new TypeError('Failed to fetch')
      expire(clock, server)
      const answer =
        interceptors.get(request.path)?.(request) ?? routeRequest(request, server, clock)
      await gate.passed()
      init?.signal?.throwIfAborted()
      return answer
    },
  }
  return server
}

function createGate(): { hold(): () => void; passed(): Promise<void> } {
  let closed: Promise<void> | undefined
  return {
    passed: async () => closed,
    hold: () => {
      let open = (): void => {}
      closed = new Promise((resolve) => {
        open = resolve
      })
      return () => {
        closed = undefined
        open()
      }
    },
  }
}

function startSession(
  clock: FakeClock,
  lifetimes: FakeServerState['lifetimes'],
): Omit<FakeSession, 'carrier'> {
  const now = clock.monotonic()
  return {
    id: `session-${now}-${Math.trunc(now / 7)}`,
    generation: 1,
    name: 'Ada Lovelace',
    idleAt: now + lifetimes.idleSeconds * 1000,
    absoluteAt: now + lifetimes.absoluteSeconds * 1000,
  }
}

function expire(clock: FakeClock, { state, tokens }: FakeServer): void {
  if (state.session === undefined) return
  const { idleAt, absoluteAt } = state.session
  const now = clock.monotonic()
  if (Math.min(idleAt, absoluteAt) > now) return
  tokens.endedId = state.session.id
  state.session = undefined
  state.reason = absoluteAt <= now ? 'absolute' : 'idle'
}

async function read(input: RequestInfo | URL, init?: RequestInit): Promise<SeenRequest> {
  const address = input instanceof Request ? input.url : String(input)
  const url = new URL(address, 'http://localhost')
  const text = typeof init?.body === 'string' ? init.body : undefined
  return {
    method: init?.method ?? (input instanceof Request ? input.method : 'GET'),
    path: url.pathname.replace(/^\/sojourn/, '') + url.search,
    headers: new Headers(init?.headers),
    body: text?.startsWith('{') ? JSON.parse(text) : text,
    signal: init?.signal ?? undefined,
  }
}
