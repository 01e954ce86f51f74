import { activeSession, type Core, isVisible } from './core.ts'
import { toEndReason } from './guards.ts'

/**
 * Opens or closes the event stream as visibility and session call for. Hidden pages have none: the
 * server allows a few per session, and a browser a few connections per host.
 */
export function syncEventStream(core: Core): void {
  const { running, options, baseUrl } = core
  const isWanted = running && options.events && activeSession(core) && isVisible(core)
  if (!isWanted || core.stream?.isClosed()) {
    core.stream?.close()
    core.stream = undefined
  }
  if (isWanted)
    core.stream ??= core.eventStream(`${baseUrl}/events`, (reason) => {
      // Kept for the answer that confirms it, which may know no reason: the cookie that would tell is
      // gone after a sign-out in another tab.
      core.reason = toEndReason(reason)
      core.doubt()
    })
}
