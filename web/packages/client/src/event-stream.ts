import { activeSession, type Core, isVisible } from './core.ts'
import { toEndReason } from './guards.ts'

/**
 * Opens or closes the event stream as visibility and session call for. Hidden pages have none: the
 * server allows a few per session, and a browser a few connections per host.
 */
export function syncEventStream(core: Core): void {
  const { running, options, baseUrl } = core
  const session = running && options.events && isVisible(core) && activeSession(core)
  if (!session || core.stream?.isClosed()) {
    core.stream?.close()
    core.stream = undefined
  }
  if (!session) return
  // Named, because the jar may hold another session by then, of which the stream would tell instead.
  core.stream ??= core.eventStream(`${baseUrl}/events?id=${session.id}`, (reason) => {
    // Kept for the answer that confirms it, which may know no reason: the cookie that would tell is
    // gone after a sign-out in another tab.
    core.reason = toEndReason(reason)
    core.doubt()
  })
}
