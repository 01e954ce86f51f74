import { answerActive, answerProblem, type FakeSession, sessionHeader } from './fake-answers.ts'
import type { FakeClock } from './fake-clock.ts'
import type { FakeServer, SeenRequest } from './fake-server.ts'
import { answerEvents, answerRefresh, bearerOf, tokenOf } from './fake-tokens.ts'

/** Answers a request by the HTTP contract. */
export function routeRequest(request: SeenRequest, server: FakeServer, clock: FakeClock): Response {
  const { session } = server.state
  const expected = request.headers.get('Sojourn-Expect')
  if (expected !== null && session !== undefined && expected !== session.id) {
    return answerProblem(409, 'session-changed')
  }
  const path = request.path.replace(/\?.*/, '')
  if (path === '/session') return answerSession(request, server, clock)
  if (path === '/session/refresh') return answerRefresh(server) ?? refuse(server, request)
  const token = tokenOf(request, server)
  if (session === undefined || (session.carrier === 'bearer' && !token)) {
    return refuse(server, request)
  }
  if (request.headers.get('Sojourn-Activity') === 'user') renew(session, server, clock)
  if (path === '/session/renew') {
    return json(answerActive(session, clock, server.state.lifetimes.warningSeconds))
  }
  if (path.startsWith('/sessions')) return answerDevices(request, session)
  const header = sessionHeader(session, clock, token?.generation)
  if (path === '/events') return answerEvents(request, server, header)
  return json({ path }, { 'Sojourn-Session': header })
}

function answerSession(request: SeenRequest, server: FakeServer, clock: FakeClock): Response {
  const { state } = server
  if (request.method === 'DELETE') {
    state.session = undefined
    state.reason = undefined
    return new Response(null, { status: 204, headers: { 'Sojourn-Session': 'none' } })
  }
  return state.session === undefined
    ? json({ status: 'none', reason: state.reason })
    : json(answerActive(state.session, clock, state.lifetimes.warningSeconds))
}

function answerDevices(request: SeenRequest, session: FakeSession): Response {
  if (request.method === 'PATCH') return new Response(null, { status: 204 })
  if (request.method === 'DELETE') {
    return request.path === '/sessions' ? json({ count: 2 }) : new Response(null, { status: 204 })
  }
  const isSecond = request.path.includes('after=')
  const device = {
    id: isSecond ? 'another' : session.id,
    current: !isSecond,
    kind: 'browser',
    carrier: session.carrier,
    browser: 'Firefox',
    methods: ['pwd'],
    createdSecondsAgo: 310,
    activeSecondsAgo: 12,
  }
  return json({ sessions: [device], ...(isSecond ? {} : { next: 'cursor' }) })
}

function renew(session: FakeSession, server: FakeServer, clock: FakeClock): void {
  session.idleAt = clock.monotonic() + server.state.lifetimes.idleSeconds * 1000
}

function refuse({ state, tokens }: FakeServer, request: SeenRequest): Response {
  const { reason } = state
  const text = bearerOf(request)
  const challenge = text === undefined ? 'Bearer' : 'Bearer error="invalid_token"'
  const headers = tokens.isHost || text !== undefined ? { 'WWW-Authenticate': challenge } : {}
  // A credential of a session that lives, or of one before, is not told of the last one's end.
  const isProven = text === undefined || tokens.issued.get(text)?.id === tokens.endedId
  return reason === undefined || !isProven
    ? answerProblem(401, 'session-required', {}, { ...headers, 'Sojourn-Session': 'none' })
    : answerProblem(
        401,
        'session-ended',
        { reason },
        { ...headers, 'Sojourn-Session': `ended; reason=${reason}` },
      )
}

export function json(body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json', ...headers },
  })
}
