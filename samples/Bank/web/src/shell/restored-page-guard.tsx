import { useSessionClient } from '@sojourn/react'
import { type ReactNode, useEffect, useState } from 'react'

/**
 * Hides the page when the browser puts it aside, and shows it again once the server has said that its
 * person is still signed in: the Back button must not bring back what a sign-out removed. A page
 * that merely loses the network stays readable, and a half-filled form stays filled.
 */
export function RestoredPageGuard(props: { readonly children: ReactNode }): ReactNode {
  const client = useSessionClient()
  const [isAside, setIsAside] = useState(false)
  useEffect(() => {
    const putAside = (event: PageTransitionEvent): void => setIsAside(event.persisted)
    addEventListener('pagehide', putAside)
    // A page that comes back is doubtful first and confirmed later, so there always is a change to hear.
    const stop = client.subscribe(() => {
      const snapshot = client.getSnapshot()
      if (snapshot.status === 'active' && snapshot.freshness === 'live') setIsAside(false)
    })
    return () => {
      removeEventListener('pagehide', putAside)
      stop()
    }
  }, [client])
  return <div hidden={isAside}>{props.children}</div>
}
