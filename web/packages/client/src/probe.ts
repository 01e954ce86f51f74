import { acceptAnswer } from './accept.ts'
import { beginCall, type CallStart, type Core } from './core.ts'
import { SojournError } from './errors.ts'
import { callServer, type ServerCall } from './gateway.ts'
import { publishDoubt } from './publish.ts'
import { parseSessionAnswer } from './session-answer.ts'
import type { SessionSnapshot } from './snapshot.ts'

/**
 * Asks the server for the state of this browser, without counting as activity. Callers share one
 * question; a question from an older epoch is not shared, because its answer will be dropped.
 */
export function probe(core: Core): Promise<SessionSnapshot> {
  if (core.flight?.epoch === core.epoch) return core.flight.answer
  core.agenda('nudge')
  const answer = ask(core)
  core.flight = { epoch: core.epoch, answer }
  return answer
}

/**
 * Confirms with the server what a header or a tab made doubtful. If a question is under way its
 * answer may predate the doubt, so another one follows, unless the answer changed everything anyway.
 */
export function doubt(core: Core): void {
  if (core.flight?.epoch === core.epoch) core.flight.doubted = true
  else void probe(core)
}

async function ask(core: Core): Promise<SessionSnapshot> {
  const call = beginCall(core)
  try {
    await callForState(core, call, { method: 'GET', path: '/session', activity: 'background' })
  } catch (error) {
    noteFailure(core, error, call)
  }
  const { flight } = core
  // A question of a newer epoch has taken the place of this one: it is not ours to end.
  if (flight?.epoch === call.epoch) {
    core.flight = undefined
    if (flight.doubted && call.epoch === core.epoch) void probe(core)
  }
  core.settled()
  return core.snapshot
}

/** Makes a call that answers with the state of this browser, and takes the answer over. */
export async function callForState(core: Core, call: CallStart, server: ServerCall): Promise<void> {
  const answer = parseSessionAnswer(await callServer(core, server))
  if (!answer) throw new SojournError('unexpected-answer')
  acceptAnswer(core, answer, call)
}

/**
 * A question without an answer changes how far we trust what we know, and nothing else: a lost
 * network, a proxy's error page or a typo in the base address is not a sign-out.
 */
export function noteFailure(core: Core, error: unknown, call: CallStart): void {
  if (!(error as SojournError).retryable) core.options.onUnexpected?.(error)
  if (call.epoch !== core.epoch) return
  core.failures += 1
  core.restUntil = call.at + ((error as SojournError).retryAfterMs ?? 0)
  publishDoubt(core)
}
