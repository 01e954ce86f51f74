import type { Middleware, MiddlewareAPI, UnknownAction } from '@reduxjs/toolkit'
import type { SessionClient, SessionSnapshot } from '@sojourn/client'
import { createLateGuard } from './late-actions.ts'
import { sessionChanged } from './session-slice.ts'
import { isOver, toSessionState } from './session-state.ts'

/** An API of RTK Query, as far as this needs to know it. */
export interface CachingApi {
  readonly util: { resetApiState(): UnknownAction }
}

/** What ends with a session, beside the reducers in `sessionBound`. */
export interface SessionMiddlewareOptions {
  /** The APIs whose caches are emptied. */
  readonly apis?: readonly CachingApi[]
}

/**
 * Mirrors a client into a store, empties caches when its session is over, and refuses what comes late.
 * Put it first, one per store: `getDefaultMiddleware().prepend(…)`.
 */
export function createSessionMiddleware(
  client: SessionClient,
  options: SessionMiddlewareOptions = {},
): Middleware {
  return (store) => {
    const mirror = createMirror(client, store, options.apis ?? [])
    const judge = createLateGuard(mirror.epoch)
    client.subscribe(mirror.sync)
    // A store takes no actions while it is made; what the client knows by then is told right after.
    queueMicrotask(mirror.sync)
    return (next) => (action) => {
      mirror.sync()
      return next(judge(action))
    }
  }
}

interface Mirror {
  /** Counts the sessions that are over. */
  epoch(): number
  /** Tells the store what it has not been told. */
  sync(): void
}

function createMirror(
  client: SessionClient,
  { dispatch }: MiddlewareAPI,
  apis: readonly CachingApi[],
): Mirror {
  // Equal to no snapshot of the client: the first one is always told, whatever the store began with.
  let told: SessionSnapshot = { status: 'unknown' }
  let epoch = 0
  let isDue = false
  const sync = (): void => {
    const snapshot = client.getSnapshot()
    if (snapshot === told) return
    const isEnd = isOver(told, snapshot)
    told = snapshot
    if (isEnd) {
      isDue = true
      epoch += 1
      // First, so that nobody who listens sees the next session beside the caches of the last.
      for (const api of apis) dispatch(api.util.resetApiState())
    }
    // Whoever heard of an emptied cache may have brought newer news; those have been told by then.
    if (snapshot !== told) return
    const change = { state: toSessionState(snapshot), isOver: isDue }
    isDue = false
    dispatch(sessionChanged(change))
  }
  return { epoch: () => epoch, sync }
}
