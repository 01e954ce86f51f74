/** The stable codes of the server's refusals. */
export type ProblemCode =
  | 'session-required'
  | 'session-ended'
  | 'superseded'
  | 'session-changed'
  | 'step-up-required'
  | 'cross-site-request'
  | 'store-unavailable'
  | 'invalid-request'
  | 'session-not-found'
  | 'forbidden'
  | 'session-limit-reached'
  | 'too-many-streams'

/** Every code that a {@link SojournError} can carry. */
export type SojournErrorCode =
  | ProblemCode
  | 'network'
  | 'timeout'
  | 'unexpected-answer'
  | 'step-up-cancelled'
  | 'sign-out-pending'

/** The members of a refusal beside its code. */
export interface Problem {
  readonly code: ProblemCode
  readonly reason?: string
  readonly detail?: string
  readonly maxAgeSeconds?: number
  readonly provedSecondsAgo?: number
}

/** What a {@link SojournError} knows beside its code. */
export interface SojournErrorDetails extends ErrorOptions {
  readonly status?: number | undefined
  readonly problem?: Problem | undefined
  /** How long the server asked not to be asked, in milliseconds; at most five minutes. */
  readonly retryAfterMs?: number | undefined
}

// What never reached the server, and what a server says that is overloaded, gone or behind.
const retryable = /^(network|timeout|superseded|sign-out-pending) |(429|5..)$/

/**
 * The one error of this library: `code` says what happened, `retryable` whether to try again. What
 * to do about each code stands in the README: prose would be a tenth of the size of this package.
 */
export class SojournError extends Error {
  override readonly name = 'SojournError'
  declare readonly code: SojournErrorCode
  declare readonly status: number | undefined
  declare readonly problem: Problem | undefined
  declare readonly retryAfterMs: number | undefined

  constructor(code: SojournErrorCode, details: SojournErrorDetails = {}) {
    super(details.problem?.detail ?? code, details)
    Object.assign(this, details, { code })
  }

  /** Whether the same call may succeed later without anybody doing anything. */
  get retryable(): boolean {
    return retryable.test(`${this.code} ${this.status}`)
  }
}

/** Whether a caught value is ours, and carries the given code if one is given. */
export function isSojournError(value: unknown, code?: SojournErrorCode): value is SojournError {
  return value instanceof SojournError && (!code || value.code === code)
}
