import { beginEpoch, type Core, share } from './core.ts'
import { callServer } from './gateway.ts'
import { publishNone } from './publish.ts'

/** What to sign out of. */
export interface SignOutOptions {
  /** End every session of the person, not only this one. Default: false. */
  readonly everywhere?: boolean
}

/** Signs out; a second call while the first is under way is the same sign-out. */
export function signOut(core: Core, options: SignOutOptions = {}): Promise<void> {
  return share(core, 'signOut', () => send(core, options))
}

/**
 * The page stays signed in until the server agrees: saying "signed out" over a living cookie would
 * leave the next person at this machine in somebody's session.
 */
async function send(core: Core, { everywhere }: SignOutOptions): Promise<void> {
  // Moved before the first await, so that a renewal already under way cannot undo the sign-out.
  const epoch = beginEpoch(core)
  await callServer(core, {
    method: 'DELETE',
    path: `/session${everywhere ? '?everywhere=true' : ''}`,
    activity: 'user',
  })
  if (epoch === core.epoch) publishNone(core, 'signed-out', 'live')
  else core.doubt()
}
