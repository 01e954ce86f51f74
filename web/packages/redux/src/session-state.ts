import type {
  EndReason,
  Freshness,
  Session,
  SessionClient,
  SessionSnapshot,
  Warning,
} from '@sojourn/client'

/** The session as a store may keep it: moments are numbers, because a `Date` cannot be serialised. */
export interface StoredSession extends Omit<Session, 'authenticatedAt' | 'provedAt'> {
  /** For display: milliseconds since 1970 by this browser's clock, which may be wrong. */
  readonly authenticatedAtMs: number
  /** For display: when the person last proved who they are. */
  readonly provedAtMs: number
}

/** What the page knows about the session, as the store keeps it. */
export type SessionState =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'active'
      readonly session: StoredSession
      readonly freshness: Freshness
      readonly warning: Warning | undefined
    }
  | {
      readonly status: 'none'
      readonly reason: EndReason | undefined
      readonly freshness: Freshness
    }

/** The state for a client of now: `preloadedState` of a store whose first render must know it. */
export function sessionStateOf(client: SessionClient): SessionState {
  return toSessionState(client.getSnapshot())
}

/** Turns a snapshot into what a store may keep. */
export function toSessionState(snapshot: SessionSnapshot): SessionState {
  if (snapshot.status !== 'active') return snapshot
  const { authenticatedAt, provedAt, ...session } = snapshot.session
  return {
    ...snapshot,
    session: {
      ...session,
      authenticatedAtMs: authenticatedAt.getTime(),
      provedAtMs: provedAt.getTime(),
    },
  }
}

/**
 * Whether what was fetched before must not be seen after. Before the first answer the cookie already
 * spoke for somebody: if that answer tells of an end, what came meanwhile belonged to who is gone.
 */
export function isOver(before: SessionSnapshot, after: SessionSnapshot): boolean {
  if (before.status === 'active') {
    return after.status !== 'active' || after.session.id !== before.session.id
  }
  return before.status === 'unknown' && after.status === 'none' && after.reason !== undefined
}
