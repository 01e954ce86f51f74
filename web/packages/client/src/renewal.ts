import { activeSession, beginCall, type Core, emit, share } from './core.ts'
import type { SojournError } from './errors.ts'
import { callForState, noteFailure } from './probe.ts'
import type { SessionSnapshot } from './snapshot.ts'
import { announce } from './tabs.ts'

/** Why the idle deadline moves: somebody is there, or somebody pressed "stay signed in". */
export type RenewalCause = 'activity' | 'extend'

/** Renews the session; callers with one cause share one call, because "extend" is audited apart. */
export function renew(core: Core, cause: RenewalCause): Promise<SessionSnapshot> {
  return share(core, cause, () => send(core, cause))
}

async function send(core: Core, cause: RenewalCause): Promise<SessionSnapshot> {
  const call = beginCall(core)
  // Noted before the answer: input during an outage must not become a request per key press.
  core.renewedAt = call.at
  try {
    await callForState(core, call, {
      method: 'POST',
      path: '/session/renew',
      body: { cause },
      activity: 'user',
    })
  } catch (error) {
    // A refusal is confirmed by the one question whose answer we believe.
    const { problem, retryable } = error as SojournError
    if (problem && !retryable) core.doubt()
    else noteFailure(core, error, call)
    throw error
  }
  const session = activeSession(core)
  if (session) {
    announce(core, 'renewed', session)
    if (cause === 'extend') emit(core, 'renewed', session)
  }
  return core.snapshot
}
