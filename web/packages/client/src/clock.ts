import type { Environment } from './environment.ts'

const jumpMs = 1000

/**
 * Creates a clock that never runs backwards and never misses a sleep, from the browser's two clocks.
 *
 * It follows the monotonic clock, which may stand still while a laptop sleeps; if the wall clock has
 * gained more than a second on it since the last look, that is believed instead. A wall clock that
 * somebody set forward is taken for a sleep: that costs one question to the server, whereas missing
 * a sleep would show a countdown for a session that is over.
 */
export function createClock(environment: Pick<Environment, 'now' | 'monotonic'>): () => number {
  let wall = environment.now()
  let monotonic = environment.monotonic()
  let at = 0
  return () => {
    const wallMs = environment.now() - wall
    const monotonicMs = environment.monotonic() - monotonic
    wall += wallMs
    monotonic += monotonicMs
    at += wallMs > monotonicMs + jumpMs ? wallMs : monotonicMs
    return at
  }
}
