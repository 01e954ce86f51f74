import { type Core, isVisible, openWarning } from './core.ts'
import { renew } from './renewal.ts'

const attentionMs = 60_000

/** Whether a request of now is the person's: a hidden or deserted page only works for itself. */
export function requestActivity(core: Core): 'user' | 'background' {
  const isAttended = core.clock() - core.inputAt < attentionMs
  return isAttended && isVisible(core) ? 'user' : 'background'
}

/**
 * Notes that the person did something, and renews if the last renewal is old enough. Never later
 * than the input itself: a delayed report would claim a presence that nobody saw.
 */
export function noteInput(core: Core): void {
  const { timing, renewedAt } = core
  const { activity } = core.options
  const at = core.clock()
  core.inputAt = at
  if (activity === false || !timing) return
  if (openWarning(core) && !activity?.countsWhileWarning) return
  if (at - renewedAt < timing.renewalMs) return
  renew(core, 'activity').catch(() => {
    // The snapshot already says what became of it; nobody pressed a button that could report it.
  })
}
