import type { Core } from './core.ts'
import { receiveMessage, receiveSignal } from './receive.ts'
import { wake } from './watch.ts'

const graceMs = 1000

/**
 * Counts who needs the client to run. It stops a second after the last one left, because React in
 * strict mode mounts, unmounts and mounts again (trap: StrictMode) and must cause one question only.
 */
export function createStart(core: Core): () => () => void {
  const users = new Set<() => void>()
  let stop: (() => void) | undefined
  const halt = (): void => {
    stop?.()
    stop = undefined
  }
  return () => {
    const release = (): void => {
      if (users.delete(release) && users.size === 0) core.agenda('stop', halt, graceMs)
    }
    users.add(release)
    core.agenda('stop')
    stop ??= run(core)
    return release
  }
}

function run(core: Core): (() => void) | undefined {
  const { lifecycle } = core
  // trap: server rendering. A client without a page has nobody to watch for.
  if (!lifecycle) return undefined
  core.running = true
  core.tabs = core.channel(`sojourn:${core.baseUrl}`)
  core.tabs?.listen((message) => receiveMessage(core, message))
  const leave = lifecycle.listen((signal) => receiveSignal(core, signal))
  wake(core)
  core.settled()
  return () => {
    core.running = false
    // While nobody listens, news is missed: the next start asks.
    core.heardAt = undefined
    leave()
    core.tabs?.close()
    core.tabs = undefined
    core.agenda('nudge')
    core.settled()
  }
}
