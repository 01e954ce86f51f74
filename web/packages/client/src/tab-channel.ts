import type { TabChannel } from './environment.ts'

/**
 * Opens a channel to the other tabs, or nothing where the browser forbids it: the construction can
 * throw where storage is blocked (trap: channel limits), and all of Sojourn works without. Tabs then
 * learn from their own next question.
 */
export function openTabChannel(name: string): TabChannel | undefined {
  try {
    const channel = new BroadcastChannel(name)
    return {
      post: (message) => channel.postMessage(message),
      listen: (handler) => {
        channel.onmessage = (event) => handler(event.data)
      },
      close: () => channel.close(),
    }
  } catch {
    return undefined
  }
}
