'use client'

import type { SessionSnapshot } from '@sojourn/client'
import { useMemo, useSyncExternalStore } from 'react'
import { useSessionClient } from './session-provider.tsx'

/** What is known about the session; renders again when it changes. */
export function useSession(): SessionSnapshot
/** A part of what is known; renders again when that part changes, compared by `Object.is`. */
export function useSession<T>(select: (snapshot: SessionSnapshot) => T): T
export function useSession(select: (snapshot: SessionSnapshot) => unknown = whole): unknown {
  const client = useSessionClient()
  const [now, then] = useMemo(
    () => [remembered(client.getSnapshot, select), remembered(client.getServerSnapshot, select)],
    [client, select],
  )
  return useSyncExternalStore(client.subscribe, now, then)
}

function whole(snapshot: SessionSnapshot): unknown {
  return snapshot
}

/**
 * Selects once per snapshot: React compares what it reads twice, and a selector that makes a new
 * object each time would render for ever (trap: useSyncExternalStore).
 */
function remembered(
  read: () => SessionSnapshot,
  select: (snapshot: SessionSnapshot) => unknown,
): () => unknown {
  let snapshot: SessionSnapshot | undefined
  let selected: unknown
  return () => {
    if (snapshot !== read()) {
      snapshot = read()
      selected = select(snapshot)
    }
    return selected
  }
}
