import type { Core } from './core.ts'
import type { TabChannel } from './environment.ts'
import { sharedName } from './pending.ts'
import { receiveMessage, receiveSignal } from './receive.ts'
import { wake } from './watch.ts'

const graceMs = 1000

/**
 * Counts who needs the client to run. It stops a second after the last one left, because React in
 * strict mode mounts, unmounts and mounts again (trap: StrictMode) and must cause one question only.
 */
export function createStart(core: Core): () => () => void {
  let users = 0
  let stop: (() => void) | undefined
  return () => {
    let isHeld = true
    users += 1
    core.agenda('stop')
    stop ??= run(core)
    return () => {
      if (isHeld) users -= 1
      isHeld = false
      if (users > 0) return
      const halt = (): void => {
        stop?.()
        stop = undefined
      }
      core.agenda('stop', halt, graceMs)
    }
  }
}

function run(core: Core): (() => void) | undefined {
  const { lifecycle } = core
  // trap: server rendering. A client without a page has nobody to watch for.
  if (!lifecycle) return undefined
  core.running = true
  const name = sharedName(core)
  const hear = ({ data }: MessageEvent): void => receiveMessage(core, data)
  try {
    core.tabs = core.channel(name) as TabChannel
    core.tabs.onmessage = hear
  } catch {
    // trap: channel limits. There may be none, and the construction throws where storage is blocked.
    core.load('tabs').then(
      (part) => part.openStorageChannel(core, name, hear),
      () => {},
    )
  }
  const leave = lifecycle.listen((signal) => receiveSignal(core, signal))
  wake(core)
  core.settled()
  return () => {
    core.running = false
    // While nobody listens, news is missed: the next start asks.
    core.heardAt = -Infinity
    leave()
    core.tabs?.close()
    core.tabs = undefined
    core.agenda('nudge')
    core.settled()
  }
}
