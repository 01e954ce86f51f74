import type { Core } from './core.ts'

const shortestMs = 1000

/**
 * Has a broken stream opened again after a while, spread over the tabs of all people and later after
 * each failure. Closed only then: whatever settles in between must not open streams as fast as they
 * break. What a stream did not live to tell, the question tells, and opens the next one.
 */
export function comeBack(
  core: Core,
  markClosed: () => void,
  delayMs: number = shortestMs * 2 ** Math.min(core.failures, 5),
): void {
  const again = (): void => {
    markClosed()
    core.doubt()
  }
  core.agenda('stream', again, delayMs * (0.5 + core.random()))
}
