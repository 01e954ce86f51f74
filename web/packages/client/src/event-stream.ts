import { openCookieStream } from './cookie-stream.ts'
import type { Core } from './core.ts'
import type { Environment } from './environment.ts'
import type { Session } from './snapshot.ts'
import { openTokenStream } from './token-stream.ts'

/** The place of a tab in the queue for the one stream of its browser. */
export interface StreamTurn {
  isMine: boolean
  leave(): void
}

/**
 * Opens or closes the event stream as visibility and session call for. Hidden pages have none: the
 * server allows a few per session, and a browser a few connections per host. Of the visible ones one
 * has it, and tells the others; it is passed on when that one is hidden, closed or crashes.
 */
export function syncEventStream(core: Core): void {
  const { running, snapshot, lifecycle } = core
  const session =
    running && lifecycle?.isVisible() && snapshot.status === 'active' && snapshot.session
  if (!session || core.stream?.isClosed()) {
    core.stream?.close()
    core.stream = undefined
  }
  if (session) {
    core.turn ??= queue(core)
    if (core.turn.isMine) open(core, session)
  } else {
    core.turn?.leave()
    core.turn = undefined
  }
}

/** Without a way to tell the others, or to know that the one who has it is gone, every tab has its own. */
function queue(core: Core): StreamTurn {
  const { lock = browserLock() } = core
  if (!lock || !core.tabs) return { isMine: true, leave: () => {} }
  const stop = new AbortController()
  let release = (): void => {}
  const take = (): void => {
    if (stop.signal.aborted) return
    turn.isMine = true
    syncEventStream(core)
  }
  const turn: StreamTurn = {
    isMine: false,
    leave: () => {
      stop.abort()
      release()
    },
  }
  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      release = resolve
      // trap: Web Locks. One that comes after this tab has left the queue is given back.
      if (stop.signal.aborted) resolve()
      else take()
    })
  // A browser that refuses the lock itself costs a connection per tab, and no more.
  lock(`sojourn:${core.baseUrl}:events`, hold, stop.signal).catch(take)
  return turn
}

function open(core: Core, session: Session): void {
  // Named, because the jar may hold another session by then, of which the stream would tell instead.
  const url = `${core.baseUrl}/events?id=${session.id}`
  const hear = (reason?: string): void => {
    // Kept for the answer that confirms it, which may know no reason: the cookie that would tell is
    // gone after a sign-out in another tab.
    core.reason = reason
    core.doubt()
    // An end is told by whoever confirms it; of anything else the others may have to ask as well.
    if (!reason) tellOthers(core, session)
  }
  const { eventStream = openCookieStream(core) } = core
  core.stream ??=
    session.carrier === 'bearer' ? openTokenStream(core, url, hear) : eventStream(url, hear)
}

function tellOthers({ tabs }: Core, { id, generation }: Session): void {
  try {
    // Newer than what they know, which is all that they look at: the answer to their question counts.
    tabs?.postMessage({ version: 1, kind: 'changed', id, generation: generation + 1 })
  } catch {
    // trap: channel limits. The others ask at their own deadlines.
  }
}

function browserLock(): Environment['lock'] {
  const { locks } = navigator
  return locks && ((name, hold, signal) => locks.request(name, { signal }, hold))
}
