import { activeSession, type CallStart, type Core, type Timing } from './core.ts'
import { publishActive, publishDoubt, publishNone } from './publish.ts'
import type { ActiveAnswer, AnsweredSession, SessionAnswer } from './session-answer.ts'
import type { SessionHeader } from './session-header.ts'
import type { Session } from './snapshot.ts'

/**
 * Takes over a full answer of the server, unless it is older than what we know. Its times count from
 * the start of the call: a slow answer, or a sleep in between, makes us early and never late.
 */
export function acceptAnswer(
  core: Core,
  answer: SessionAnswer,
  { at, epoch, nones }: CallStart,
): void {
  // trap: sign-out races. A renewal that returns after the sign-out would bring the session back, and
  // so would one that an end has overtaken. What it said is news all the same: nobody asked since.
  // Counted and not compared by the clock: two calls may begin at one moment of it, and one that waited
  // for a sign-out or was repeated was sent long after it began.
  const { session } = answer as Partial<ActiveAnswer>
  if (epoch !== core.epoch || (session && nones < core.nones)) {
    core.doubt()
    return
  }
  const known = activeSession(core)
  if (known && session?.id === known.id && session.generation < known.generation) return
  heard(core)
  if (answer.status === 'none') {
    publishNone(core, answer.reason)
  } else {
    publishActive(core, toSession(core, answer.session), {
      idle: at + answer.idleSeconds * 1000,
      absolute: at + answer.absoluteSeconds * 1000,
      warningMs: answer.warningSeconds * 1000,
      renewalMs: answer.renewalSeconds * 1000,
    })
  }
}

/**
 * Takes over what an ordinary response says. It may move the deadlines of the session that we know,
 * and only later, because responses overtake each other. All else is merely a reason to ask.
 */
export function acceptHeader(core: Core, header: SessionHeader, { at, epoch }: CallStart): void {
  if (epoch !== core.epoch) return
  const known = activeSession(core)
  const timing = core.timing as Timing
  if (header.state === 'unavailable') {
    publishDoubt(core)
  } else if (header.state !== 'active') {
    if (known) core.doubt()
  } else if (known?.id !== header.id || header.generation > known.generation) {
    core.doubt()
  } else if (header.generation === known.generation) {
    heard(core)
    publishActive(core, known, {
      ...timing,
      idle: Math.max(timing.idle, at + header.idleSeconds * 1000),
      absolute: Math.max(timing.absolute, at + header.absoluteSeconds * 1000),
    })
  }
}

function heard(core: Core): void {
  core.heardAt = core.clock()
  core.failures = 0
  core.offline = false
}

/**
 * Turns ages into moments, and keeps the known object if nothing but ages differs: a proof that is
 * newer comes with a newer generation, so ages alone are only the time that has passed.
 */
function toSession(core: Core, answer: AnsweredSession): Session {
  const { authenticatedSecondsAgo, provedSecondsAgo, ...rest } = answer
  const known = activeSession(core)
  const facts = JSON.stringify(rest)
  if (known && facts === core.facts) return known
  core.facts = facts
  const moment = (secondsAgo: number): Date => new Date(core.now() - secondsAgo * 1000)
  return {
    ...rest,
    authenticatedAt: moment(authenticatedSecondsAgo),
    provedAt: moment(provedSecondsAgo),
  }
}
