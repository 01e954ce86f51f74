import { useSession } from '@sojourn/react'
import type { ReactNode } from 'react'
import { useRoute } from './route.ts'

/** The document's title, which is all that somebody in another tab can see of an expiry warning. */
export function PageTitle(): ReactNode {
  const route = useRoute()
  const state = useSession((snapshot) =>
    snapshot.status === 'active' && snapshot.warning ? 'warned' : snapshot.status,
  )
  const page = state === 'none' ? 'Sign in' : route.title
  const prefix = state === 'warned' ? 'Still there? · ' : ''
  return <title>{state === 'unknown' ? 'Quayside Bank' : `${prefix}${page} · Quayside Bank`}</title>
}
