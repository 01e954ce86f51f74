import { useSession } from '@sojourn/react'
import type { ReactNode } from 'react'
import { useRoute } from './route.ts'

/** The document's title. `ExpiryDialog` puts its mark before it, for whoever is in another tab. */
export function PageTitle(): ReactNode {
  const route = useRoute()
  const status = useSession((snapshot) => snapshot.status)
  const page = status === 'none' ? 'Sign in' : route.title
  return <title>{status === 'unknown' ? 'Quayside Bank' : `${page} · Quayside Bank`}</title>
}
