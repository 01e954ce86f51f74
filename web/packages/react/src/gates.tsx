'use client'

import type { EndReason, Session } from '@sojourn/client'
import type { ReactNode } from 'react'
import { useSession } from './use-session.ts'

/** Shows its children while somebody is signed in. */
export function SignedIn(props: {
  readonly children?: ReactNode | ((session: Session) => ReactNode)
}): ReactNode {
  const session = useSession((snapshot) =>
    snapshot.status === 'active' ? snapshot.session : undefined,
  )
  if (session === undefined) return null
  return typeof props.children === 'function' ? props.children(session) : props.children
}

/** Shows its children while nobody is signed in; the reason is undefined if nobody was. */
export function SignedOut(props: {
  readonly children?: ReactNode | ((reason: EndReason | undefined) => ReactNode)
}): ReactNode {
  const snapshot = useSession()
  if (snapshot.status !== 'none') return null
  return typeof props.children === 'function' ? props.children(snapshot.reason) : props.children
}

/** Shows its children until the first answer of the server, and never again. */
export function SessionPending(props: { readonly children?: ReactNode }): ReactNode {
  return useSession((snapshot) => snapshot.status === 'unknown') ? props.children : null
}
