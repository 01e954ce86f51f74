import '@sojourn/react/ui.css'
import { configureStore } from '@reduxjs/toolkit'
import { createSessionClient } from '@sojourn/client'
import { SessionProvider, SignedIn, SignedOut, useSessionClient } from '@sojourn/react'
import { ExpiryDialog, SessionEndedNotice } from '@sojourn/react/ui'
import { createSessionMiddleware, selectSessionStatus, sessionReducer } from '@sojourn/redux'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

declare module '@sojourn/client' {
  interface Register {
    claims: { readonly name: string }
  }
}

const client = createSessionClient({ events: true })
const store = configureStore({
  reducer: { session: sessionReducer },
  middleware: (defaults) => defaults().prepend(createSessionMiddleware(client)),
})
store.subscribe(() => {
  document.title = selectSessionStatus(store.getState())
})

function SignOut(): ReactNode {
  const session = useSessionClient()
  return (
    <button type="button" onClick={() => session.signOut()}>
      Sign out
    </button>
  )
}

const root = document.getElementById('root') as HTMLElement
createRoot(root).render(
  <SessionProvider client={client}>
    <SignedIn>
      {({ claims }) => (
        <main>
          <h1>Hello {claims.name}</h1>
          <SignOut />
        </main>
      )}
    </SignedIn>
    <SignedOut>
      <SessionEndedNotice />
    </SignedOut>
    <ExpiryDialog />
  </SessionProvider>,
)
