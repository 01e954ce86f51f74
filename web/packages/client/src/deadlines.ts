import type { Core, Timing } from './core.ts'
import type { DeadlineKind, Warning } from './snapshot.ts'

/** Milliseconds until a deadline, computed now; nothing without an active session. */
export function remainingMs(core: Core, kind: DeadlineKind): number | undefined {
  return core.timing && Math.max(0, core.timing[kind] - core.clock())
}

/** Milliseconds until the first of both deadlines. */
export function firstDeadlineMs(core: Core): number {
  return Math.min(remainingMs(core, 'idle') ?? Infinity, remainingMs(core, 'absolute') ?? Infinity)
}

/**
 * The warning that the times call for. None once a deadline has passed: "0 seconds left" is never
 * true, the server has ended the session by then, or has moved the deadline.
 */
export function warningNow(core: Core, { idle, absolute, warningMs }: Timing): Warning | undefined {
  const firstMs = firstDeadlineMs(core)
  const canExtend = idle < absolute
  return firstMs > 0 && firstMs <= warningMs
    ? { kind: canExtend ? 'idle' : 'absolute', canExtend }
    : undefined
}
