import type { ProblemCode } from '../errors.ts'
import type { ActiveAnswer } from '../session-answer.ts'
import type { FakeClock } from './fake-clock.ts'

/** A session as the fake server keeps it; deadlines are moments of its clock. */
export interface FakeSession {
  readonly id: string
  generation: number
  name: string
  idleAt: number
  absoluteAt: number
  /** How the session travels. */
  carrier: 'cookie' | 'sealed' | 'bearer'
}

/** The answer of `GET /session` for a session. */
export function answerActive(
  session: FakeSession,
  clock: FakeClock,
  warningSeconds: number,
): ActiveAnswer {
  return {
    status: 'active',
    session: {
      id: session.id,
      generation: session.generation,
      subject: '5b1f',
      kind: 'browser',
      carrier: session.carrier,
      claims: { name: session.name, role: ['customer'] },
      methods: ['pwd'],
      authenticatedSecondsAgo: 310,
      provedSecondsAgo: 12,
    },
    ...remainingSeconds(session, clock),
    warningSeconds,
    renewalSeconds: 60,
  }
}

/** The `Sojourn-Session` header for a session, or for none. */
export function sessionHeader(
  session: FakeSession | undefined,
  clock: FakeClock,
  generation?: number,
): string {
  if (session === undefined) return 'none'
  const { idleSeconds, absoluteSeconds } = remainingSeconds(session, clock)
  return (
    `active; id="${session.id}"; generation=${generation ?? session.generation}; ` +
    `idle-seconds=${idleSeconds}; absolute-seconds=${absoluteSeconds}`
  )
}

/** A refusal of the server. */
export function answerProblem(
  status: number,
  code: ProblemCode,
  members: object = {},
  headers: Record<string, string> = {},
): Response {
  const body = { type: `urn:sojourn:problem:${code}`, code, status, ...members }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })
}

function remainingSeconds(
  { idleAt, absoluteAt }: FakeSession,
  clock: FakeClock,
): { idleSeconds: number; absoluteSeconds: number } {
  const seconds = (at: number): number => Math.max(0, Math.floor((at - clock.monotonic()) / 1000))
  return {
    idleSeconds: seconds(Math.min(idleAt, absoluteAt)),
    absoluteSeconds: seconds(absoluteAt),
  }
}
