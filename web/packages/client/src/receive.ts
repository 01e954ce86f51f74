import { noteInput } from './activity.ts'
import { activeSession, type Core, openWarning } from './core.ts'
import type { LifecycleSignal } from './environment.ts'
import { publishDoubt, publishNone } from './publish.ts'
import { parseTabMessage } from './tabs.ts'
import { nudge, wake } from './watch.ts'

/**
 * Hears another tab. Any script of this origin can send such a message, so the most that it can do
 * is lock this page out until the server has been asked; it never brings data.
 */
export function receiveMessage(core: Core, value: unknown): void {
  const message = parseTabMessage(value)
  if (!message || core.snapshot.status === 'unknown') return
  const session = activeSession(core)
  const isSame = session?.id === message.id
  const { kind, generation, reason } = message
  const isNews =
    kind === 'changed'
      ? // A foreign id is our business here: the tabs share a cookie jar, so ours may have changed.
        !isSame || generation > session.generation
      : // Without an open warning a renewal is no news: this tab asks before it would open one.
        isSame && (kind === 'ended' || openWarning(core))
  if (!isNews) return
  if (kind === 'ended') publishNone(core, reason, 'tab')
  nudge(core)
}

/** Hears what happens to the page. */
export function receiveSignal(core: Core, signal: LifecycleSignal): void {
  if (signal === 'input') {
    noteInput(core)
    return
  }
  if (signal === 'restored') {
    // trap: bfcache. The page comes back as it was, signed in, whatever happened meanwhile; and a
    // question that was under way when it froze will never be answered.
    publishDoubt(core, true)
    core.doubt()
  } else if (signal === 'offline') {
    core.offline = true
    publishDoubt(core)
  } else if (signal !== 'hidden') {
    // `online` included: a network is back, but only an answer proves that the server is.
    wake(core)
  }
  core.settled()
}
