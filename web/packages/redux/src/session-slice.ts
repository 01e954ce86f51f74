import {
  createAction,
  type PayloadActionCreator,
  type Reducer,
  type UnknownAction,
} from '@reduxjs/toolkit'
import type { EndReason } from '@sojourn/client'
import type { SessionState, StoredSession } from './session-state.ts'

/** What the middleware tells the store. */
export interface SessionChange {
  readonly state: SessionState
  /** Whether a session ended, or gave way to another: what was kept for it must go. */
  readonly isOver: boolean
}

/** The action of each change; dispatched by the middleware only. */
export const sessionChanged: PayloadActionCreator<SessionChange> =
  /* @__PURE__ */ createAction<SessionChange>('session/changed')

const unknown: SessionState = { status: 'unknown' }

/** The slice's reducer; belongs under `session`, where the selectors look. */
export const sessionReducer: Reducer<SessionState> = (
  state: SessionState = unknown,
  action: UnknownAction,
) => (sessionChanged.match(action) ? action.payload.state : state)

/** Whether an action says that a session is over: for `addMatcher` and listeners. */
export function isSessionOver(action: UnknownAction): boolean {
  return sessionChanged.match(action) && action.payload.isOver
}

/**
 * Puts a reducer back to its initial state whenever a session is over. One action does it for all of
 * them, so that nobody sees the next session beside what belonged to the one before.
 */
export function sessionBound<TReducer extends (state: never, action: never) => unknown>(
  reducer: TReducer,
): TReducer {
  const bound: Reducer = (state, action) =>
    reducer((isSessionOver(action) ? undefined : state) as never, action as never)
  return bound as unknown as TReducer
}

/** A store with the slice under its name. */
export interface WithSession {
  readonly session: SessionState
}

/** `unknown`, `active` or `none`. */
export function selectSessionStatus({ session }: WithSession): SessionState['status'] {
  return session.status
}

/** The session, if somebody is signed in. */
export function selectSession({ session }: WithSession): StoredSession | undefined {
  return session.status === 'active' ? session.session : undefined
}

/** Why the last session ended; undefined while there is one, and if there was none. */
export function selectEndReason({ session }: WithSession): EndReason | undefined {
  return session.status === 'none' ? session.reason : undefined
}
