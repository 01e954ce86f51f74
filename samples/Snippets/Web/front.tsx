// snippet: front-react
import { createSessionClient } from '@sojourn/client'
import { SessionPending, SessionProvider, SignedIn, SignedOut } from '@sojourn/react'
import type { ReactElement } from 'react'

const client = createSessionClient()

export function App(): ReactElement {
  return (
    <SessionProvider client={client}>
      <SessionPending>One moment …</SessionPending>
      <SignedIn>{(session) => <p>Hello, {session.claims['name']}</p>}</SignedIn>
      <SignedOut>{(reason) => <p>Please sign in. {reason === 'idle' && 'You were away.'}</p>}</SignedOut>
    </SessionProvider>
  )
}
// end
