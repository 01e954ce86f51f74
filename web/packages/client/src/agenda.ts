import type { Environment } from './environment.ts'

/**
 * Runs something later under a name, or with no function given no longer does. Naming it again
 * replaces it, so that nothing is ever armed twice.
 */
export type Agenda = (name: string, run?: () => void, delayMs?: number) => void

/** Creates an agenda on the timers of an environment. */
export function createAgenda(environment: Environment): Agenda {
  const cancels: Record<string, () => void> = {}
  return (name, run, delayMs = 0) => {
    // Cancelling what has already run does nothing, so that nobody need keep book.
    cancels[name]?.()
    if (run) cancels[name] = environment.setTimer(run, delayMs)
  }
}
