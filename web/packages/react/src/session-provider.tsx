'use client'

import type { SessionClient } from '@sojourn/client'
import { createContext, type ReactNode, useContext, useEffect } from 'react'

// Of a client and not of a component: whoever tells of the end appears only after it.
const endedElsewhere = /* @__PURE__ */ new WeakSet<SessionClient>()

const SessionContext = /* @__PURE__ */ createContext<SessionClient | undefined>(undefined)

/** Gives a client to the components below and keeps it running while mounted. */
export function SessionProvider(props: {
  /** Created by you, outside of components: one per page, and one per request on a server. */
  readonly client: SessionClient
  readonly children?: ReactNode
}): ReactNode {
  const { client, children } = props
  // Not a call to the server tied to an effect: `start` is counted, so strict mode asks once.
  useEffect(() => client.start(), [client])
  useEffect(
    () =>
      client.on('ended', ({ here }) => {
        if (here) endedElsewhere.delete(client)
        else endedElsewhere.add(client)
      }),
    [client],
  )
  return <SessionContext.Provider value={client}>{children}</SessionContext.Provider>
}

/** The client of the provider above. Throws if there is none. */
export function useSessionClient(): SessionClient {
  const client = useContext(SessionContext)
  if (client === undefined) throw new Error('Wrap the page in <SessionProvider client={…}>.')
  return client
}

/** Whether the last end was this page's own sign-out, as far as it has seen. */
export function isEndedHere(client: SessionClient): boolean {
  return !endedElsewhere.has(client)
}
