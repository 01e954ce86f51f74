import { activeSession, beginEpoch, type Core, emit, openWarning, type Timing } from './core.ts'
import { firstDeadlineMs, warningNow } from './deadlines.ts'
import { toEndReason } from './guards.ts'
import { pendingSignOut } from './pending.ts'
import type { EndReason, Freshness, NoneSnapshot, Session, SessionSnapshot } from './snapshot.ts'
import { announce } from './tabs.ts'

/** Publishes what the server confirmed, and says what that changes: identity, generation, warning. */
export function publishActive(core: Core, session: Session, timing: Timing): void {
  const known = activeSession(core)
  const shown = openWarning(core)
  const isNew = known?.id !== session.id
  const isNewer = !isNew && session.generation > known.generation
  if (isNew) {
    beginEpoch(core)
    core.reason = undefined
  }
  core.timing = timing
  const due = warningNow(core, timing)
  const warning = due?.kind === shown?.kind ? shown : due
  publish(core, { status: 'active', session, freshness: 'live', warning })
  if (isNew) emit(core, 'active', session)
  if (isNewer) emit(core, 'changed', session)
  if (isNew || isNewer) announce(core, 'changed', session)
  if (warning && warning !== shown) emit(core, 'warning', warning)
}

/**
 * Publishes that nobody is signed in: the only place where a session leaves the page. `cause` tells
 * why the page locks itself without the server: the word of another tab, which must not be echoed
 * back, or a sign-out that the server has not heard of.
 */
export function publishNone(
  core: Core,
  reason: EndReason | undefined,
  cause?: 'tab' | 'pending',
): void {
  const session = activeSession(core)
  // Not by who calls: stream and question can tell of this page's own sign-out before its answer does.
  const here = !!core.shared.signOut
  // The answer after a sign-out knows no reason any more: the cookie that would tell is gone.
  const ended = (reason ??
    (session
      ? (toEndReason(core.reason) ?? (here ? 'signed-out' : 'unknown'))
      : (core.snapshot as NoneSnapshot).reason)) as EndReason
  core.timing = undefined
  core.renewedAt = -Infinity
  core.nones += 1
  if (session) beginEpoch(core)
  publish(core, {
    status: 'none',
    reason: ended,
    freshness: cause ? doubtful(core) : 'live',
    signOutPending: !!pendingSignOut(core) || undefined,
  })
  if (!session) return
  if (cause !== 'tab') announce(core, 'ended', session, ended)
  emit(core, 'ended', { reason: ended, here })
}

/** Marks what we know as doubtful, and drops a warning whose deadline has passed. */
export function publishDoubt(core: Core, hideWarning = false): void {
  const { snapshot } = core
  if (snapshot.status === 'unknown') return
  const session = activeSession(core)
  if (session && pendingSignOut(core)?.startsWith(session.id)) {
    publishNone(core, 'signed-out', 'tab')
    return
  }
  const isOver = hideWarning || firstDeadlineMs(core) === 0
  // Without a session `warning` is undefined, which is what its absence means.
  const warning = isOver ? undefined : openWarning(core)
  publish(core, { ...snapshot, freshness: doubtful(core), warning } as SessionSnapshot)
}

function doubtful({ offline }: Core): Freshness {
  return offline ? 'offline' : 'stale'
}

function publish(core: Core, next: SessionSnapshot): void {
  // Nothing moves for what is no change: repeated bad news must not put off the retry for ever.
  if (isSame(core.snapshot, next)) return
  core.snapshot = Object.freeze(next)
  emit(core, 'snapshot')
  core.settled()
}

function isSame(before: SessionSnapshot, next: SessionSnapshot): boolean {
  return Object.keys(next).every((name) => before[name as 'status'] === next[name as 'status'])
}
