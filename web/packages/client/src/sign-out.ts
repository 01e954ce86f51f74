import { activeSession, beginEpoch, type Core, share } from './core.ts'
import { SojournError } from './errors.ts'
import { callServer } from './gateway.ts'
import { notePending } from './pending.ts'
import { publishNone } from './publish.ts'

/** What to sign out of. */
export interface SignOutOptions {
  /** End every session of the person, not only this one. Default: false. */
  readonly everywhere?: boolean
}

/** Signs out; a second call while the first is under way is the same sign-out. */
export function signOut(core: Core, { everywhere }: SignOutOptions = {}): Promise<void> {
  return share(core, 'signOut', () => send(core, everywhere ? '?everywhere=true' : ''))
}

/**
 * Only a typed answer keeps the page signed in. Where none comes the page locks itself: the person has
 * turned away, and the next one at this machine must not find it open. But the cookie lives, so the
 * sign-out is written down, and nothing is asked or shown before the server has heard of it.
 */
async function send(core: Core, query: string): Promise<void> {
  const session = activeSession(core)
  // Moved before the first await, so that a renewal already under way cannot undo the sign-out.
  const epoch = beginEpoch(core)
  try {
    await callServer(core, { method: 'DELETE', path: `/session${query}`, activity: 'user' })
  } catch (cause) {
    const { problem, retryable } = cause as SojournError
    if (!session || (problem && !retryable)) throw cause
    notePending(core, session.id + query)
    publishNone(core, 'signed-out', 'pending')
    throw new SojournError('sign-out-pending', { cause })
  }
  if (epoch === core.epoch) publishNone(core, 'signed-out')
  else core.doubt()
}
