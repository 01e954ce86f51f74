import { openCookieStream } from './cookie-stream.ts'
import type { Core } from './core.ts'
import { openTokenStream } from './token-stream.ts'

/**
 * Opens or closes the event stream as visibility and session call for. Hidden pages have none: the
 * server allows a few per session, and a browser a few connections per host.
 */
export function syncEventStream(core: Core): void {
  const { running, snapshot, lifecycle, baseUrl } = core
  const session =
    running && lifecycle?.isVisible() && snapshot.status === 'active' && snapshot.session
  if (!session || core.stream?.isClosed()) {
    core.stream?.close()
    core.stream = undefined
  }
  if (!session) return
  // Named, because the jar may hold another session by then, of which the stream would tell instead.
  const url = `${baseUrl}/events?id=${session.id}`
  const hear = (reason?: string): void => {
    // Kept for the answer that confirms it, which may know no reason: the cookie that would tell is
    // gone after a sign-out in another tab.
    core.reason = reason
    core.doubt()
  }
  const { eventStream = openCookieStream } = core
  core.stream ??=
    session.carrier === 'bearer' ? openTokenStream(core, url, hear) : eventStream(url, hear)
}
