import { useSyncExternalStore } from 'react'
import { sessionClient } from '../session-client.ts'

// A property of the page and not of a component: the sign-in form appears only after the event.
let endedHere = true
sessionClient.on('ended', ({ reason, here }) => {
  endedHere = here || reason !== 'signed-out'
})

/** Whether the last sign-out was pressed in this very tab. */
export function useEndedHere(): boolean {
  return useSyncExternalStore(sessionClient.subscribe, () => endedHere)
}
