import type { TabChannel } from './environment.ts'

/**
 * Opens a channel to the other tabs: a `BroadcastChannel`, else storage events, else nothing. Each
 * can throw on construction where storage is blocked (trap: channel limits), and all of Sojourn
 * works without: tabs then learn from their own next question.
 */
export function openTabChannel(name: string): TabChannel | undefined {
  return attempt(() => openBroadcastChannel(name)) ?? attempt(() => openStorageChannel(name))
}

function attempt<T>(open: () => T): T | undefined {
  try {
    return open()
  } catch {
    return undefined
  }
}

function openBroadcastChannel(name: string): TabChannel {
  const channel = new BroadcastChannel(name)
  return {
    post: (message) => channel.postMessage(message),
    listen: (handler) => {
      channel.onmessage = (event) => handler(event.data)
    },
    close: () => channel.close(),
  }
}

function openStorageChannel(name: string): TabChannel {
  const storage = localStorage
  const removal = new AbortController()
  // Reading proves that the storage may be used; merely having it does not.
  storage.getItem(name)
  return {
    post: (message) => {
      storage.setItem(name, JSON.stringify(message))
      // Removed at once: equal messages must both be changes, and nothing of ours stays behind.
      storage.removeItem(name)
    },
    listen: (handler) => {
      const hear = ({ key, newValue }: StorageEvent): void => {
        if (key === name && newValue) handler(attempt<unknown>(() => JSON.parse(newValue)))
      }
      addEventListener('storage', hear, removal)
    },
    close: () => removal.abort(),
  }
}
