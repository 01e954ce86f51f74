import type { Environment } from './environment.ts'
import type { SessionAnswer } from './session-answer.ts'

/** How input of the person becomes activity. */
export interface ActivityOptions {
  /**
   * Whether input while the warning is shown renews the session. Default: false, because a stray
   * movement of the mouse would dismiss the question unread; the person answers it instead.
   */
  readonly countsWhileWarning?: boolean
}

/** How to create a session client; every member has a default. */
export interface SessionClientOptions {
  /** Where `MapSojourn()` serves. Default: `/sojourn`. */
  readonly baseUrl?: string
  /** The answer of `GET /session` that the server rendered into the page, if it did. */
  readonly initial?: SessionAnswer
  /** `false` leaves renewal to the application. Default: input renews the session. */
  readonly activity?: ActivityOptions | false
  /** Listen to the server's event stream, in one visible tab of the browser. Default: false. */
  readonly events?: boolean
  /** How long one of our own calls may take, in milliseconds. Default: 10,000. */
  readonly requestTimeoutMs?: number
  /** Replaces parts of the browser, for tests and unusual hosts. */
  readonly environment?: Partial<Environment>
  /** Hears what nobody awaits: handlers that throw, and answers that make no sense. */
  readonly onUnexpected?: (error: unknown) => void
}
