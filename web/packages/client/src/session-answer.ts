import { every, isCount, isRecord, isStrings, isText, toEndReason } from './guards.ts'
import type { Claims, EndReason } from './snapshot.ts'

/** The session as `GET /session` describes it. */
export interface AnsweredSession {
  readonly id: string
  readonly generation: number
  readonly subject: string
  readonly tenant?: string | undefined
  readonly kind: string
  readonly carrier: string
  readonly claims: Claims
  readonly methods: readonly string[]
  readonly assurance?: string | undefined
  readonly authenticatedSecondsAgo: number
  readonly provedSecondsAgo: number
}

/** The answer of `GET /session` to a browser with a session. */
export interface ActiveAnswer {
  readonly status: 'active'
  readonly session: AnsweredSession
  readonly idleSeconds: number
  readonly absoluteSeconds: number
  readonly warningSeconds: number
  readonly renewalSeconds: number
}

/** The answer of `GET /session` to a browser without one. */
export interface NoneAnswer {
  readonly status: 'none'
  readonly reason?: EndReason | undefined
}

/** The answer of `GET /session` and `POST /session/renew`. */
export type SessionAnswer = ActiveAnswer | NoneAnswer

const counts = 'idleSeconds absoluteSeconds warningSeconds renewalSeconds'
const sessionCounts = 'generation authenticatedSecondsAgo provedSecondsAgo'

/** Checks an answer. Nothing means malformed, which must never be taken for "signed out". */
export function parseSessionAnswer(body: unknown): SessionAnswer | undefined {
  const record = Object(body) as Record<string, unknown>
  const { status, reason, session } = record
  if (status === 'none') return { status, reason: toEndReason(reason) }
  return status === 'active' && every(record, counts, isCount) && isSession(session)
    ? (record as unknown as SessionAnswer)
    : undefined
}

function isSession(value: unknown): boolean {
  const session = Object(value) as Record<string, unknown>
  const { methods, claims } = session
  return (
    every(session, 'id subject kind carrier', isText) &&
    every(session, sessionCounts, isCount) &&
    isStrings(methods) &&
    isRecord(claims) &&
    isStrings(Object.values(claims).flat())
  )
}
