import type { Core } from './core.ts'
import type { TabChannel } from './environment.ts'

/**
 * Opens a channel of storage events, for browsers in which the other one is missing or forbidden. The
 * browser tells every tab of a write but the one that wrote. Where storage is denied as well nothing
 * ever comes, and tabs learn from their own next question.
 */
export function openStorageChannel(core: Core, name: string, hear: TabChannel['onmessage']): void {
  // Stopped, or started once more, while this part was on its way.
  if (!core.running || core.tabs) return
  const { storageEvents = browserStorageEvents } = core
  const key = `${name}:tabs`
  const leave = storageEvents((written, text) => {
    if (written === key && text) hear?.({ data: parse(text)['message'] } as MessageEvent)
  })
  core.tabs = {
    onmessage: hear,
    postMessage: (message) => {
      // Told apart by the moment: to write what is there already is no event.
      core.note(key, JSON.stringify({ message, at: core.clock() + core.random() }))
      // What is over must not lie about: whoever looks next has no use for it.
      core.note(key, '')
    },
    close: leave,
  }
}

/** What any script of this origin may have written. */
function parse(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>
  } catch {
    return {}
  }
}

function browserStorageEvents(
  handler: (key: string | null, text: string | null) => void,
): () => void {
  const listener = ({ key, newValue }: StorageEvent): void => handler(key, newValue)
  addEventListener('storage', listener)
  return () => removeEventListener('storage', listener)
}
