import { type Core, isVisible, openWarning } from './core.ts'
import { firstDeadlineMs } from './deadlines.ts'
import { doubt, probe } from './probe.ts'
import { publishDoubt } from './publish.ts'
import type { ActiveSnapshot } from './snapshot.ts'

const shortestLookMs = 1000
const longestLookMs = 30_000
const sleepMs = 5000
// Answers are rounded to seconds: a little later, the server agrees that the moment has come.
const slackMs = 250

/**
 * Arms the one timer of a page: for the retry while we doubt what we know, else for the moment at
 * which the warning or the deadline is due. Hidden pages have none (trap: timers in hidden tabs).
 */
export function rearm(core: Core): void {
  core.agenda('watch')
  if (!core.running || core.flight || !isVisible(core)) return
  const isSure = !isDoubtful(core)
  // Nobody is signed in, and we are sure of it: nothing falls due.
  if (isSure && !core.timing) return
  const dueMs = isSure ? Math.min(longestLookMs, untilDueMs(core)) : retryMs(core)
  const delayMs = Math.max(shortestLookMs, dueMs)
  const expectedAt = core.clock() + delayMs
  core.agenda('watch', () => look(core, expectedAt), delayMs)
}

/** Asks the server soon; tabs that heard the same news spread out, and hidden ones wait. */
export function nudge(core: Core): void {
  if (isVisible(core)) {
    const spreadMs = core.lifecycle?.isFocused() ? 250 : 1000
    core.agenda('nudge', () => doubt(core), core.random() * spreadMs)
  } else {
    publishDoubt(core)
  }
}

/** Looks at the clock after the page was away: hidden, cut off from the network, or asleep. */
export function wake(core: Core): void {
  if (firstDeadlineMs(core) === 0) publishDoubt(core)
  const isOld = core.clock() - core.heardAt >= longestLookMs
  if ((isOld || isDoubtful(core)) && core.clock() >= core.restUntil) void probe(core)
}

function look(core: Core, expectedAt: number): void {
  if (core.clock() > expectedAt + sleepMs) {
    // trap: laptop sleep. Sockets look alive for a moment yet; the retry comes a second later.
    publishDoubt(core, true)
    rearm(core)
  } else if (!isDoubtful(core) && untilDueMs(core) > 0) {
    rearm(core)
  } else {
    // trap: local expiry. A passed deadline is a reason to ask and never a sign-out.
    if (firstDeadlineMs(core) === 0) publishDoubt(core)
    void probe(core)
  }
}

function untilDueMs(core: Core): number {
  const leadMs = openWarning(core) ? 0 : (core.timing?.warningMs ?? 0) - slackMs
  return firstDeadlineMs(core) - leadMs
}

function retryMs({ failures, random, restUntil, clock }: Core): number {
  const backOffMs = Math.min(longestLookMs, shortestLookMs * 2 ** failures)
  return Math.max(restUntil - clock(), backOffMs * (0.5 + random() / 2))
}

function isDoubtful({ snapshot }: Core): boolean {
  // Before the first answer there is none.
  return (snapshot as Partial<ActiveSnapshot>).freshness !== 'live'
}
