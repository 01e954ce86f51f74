/** Augment with `{ claims: AppClaims }` to type the claims that your host lets the page see. */
// biome-ignore lint/suspicious/noEmptyInterface: an empty interface is what module augmentation needs.
export interface Register {}

/** The claims that the host lets the page see: a string, or an array where a type occurs more often. */
export type Claims = Register extends { claims: infer TClaims }
  ? TClaims
  : Readonly<Record<string, string | readonly string[]>>

/** Why a session ended. `unknown` is this library's own: the server gave no reason, or a newer one. */
export type EndReason =
  | 'signed-out'
  | 'revoked'
  | 'idle'
  | 'absolute'
  | 'cut-off'
  | 'reuse'
  | 'replaced'
  | 'limit'
  | 'credentials-changed'
  | 'binding-failed'
  | 'risk'
  | 'unknown'

/** Which of the two deadlines of a session is meant. */
export type DeadlineKind = 'idle' | 'absolute'

/** How far to trust the snapshot: confirmed, awaiting confirmation, or cut off from the server. */
export type Freshness = 'live' | 'stale' | 'offline'

/** The session that this browser holds, as far as a page may know it. */
export interface Session {
  /** Public identifier; grants nothing and may be logged. */
  readonly id: string
  /** Counts the rotations of this session; comparable only within one id. */
  readonly generation: number
  readonly subject: string
  readonly tenant?: string | undefined
  readonly kind: string
  readonly carrier: string
  readonly claims: Claims
  readonly methods: readonly string[]
  readonly assurance?: string | undefined
  /** For display: computed from an age and this browser's clock, which may be wrong. */
  readonly authenticatedAt: Date
  /** For display: when the person last proved who they are, by this browser's clock. */
  readonly provedAt: Date
}

/** A deadline is near. Seconds are not in here: read them with `remaining(kind)`. */
export interface Warning {
  readonly kind: DeadlineKind
  /** False for the absolute deadline, which nothing moves. */
  readonly canExtend: boolean
}

/** Until the first answer of the server; never again afterwards. */
export interface UnknownSnapshot {
  readonly status: 'unknown'
}

/** Somebody is signed in. */
export interface ActiveSnapshot {
  readonly status: 'active'
  readonly session: Session
  readonly freshness: Freshness
  readonly warning: Warning | undefined
}

/** Nobody is signed in; `reason` is undefined if nobody was. */
export interface NoneSnapshot {
  readonly status: 'none'
  readonly reason: EndReason | undefined
  readonly freshness: Freshness
  /** The person signed out and the server does not know yet: it is told before anything is shown. */
  readonly signOutPending?: true | undefined
}

/** What the page knows about the session: immutable, and the same reference until it changes. */
export type SessionSnapshot = UnknownSnapshot | ActiveSnapshot | NoneSnapshot
