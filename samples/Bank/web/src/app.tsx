import { SessionPending, SessionProvider, SignedIn, SignedOut } from '@sojourn/react'
import { ExpiryDialog, StepUpDialog } from '@sojourn/react/ui'
import type { ReactNode } from 'react'
import { AccountsProvider } from './accounts/accounts-provider.tsx'
import { proveAgain } from './api/bank-api.ts'
import { explain } from './api/bank-error.ts'
import { sessionClient } from './session-client.ts'
import { Frame } from './shell/frame.tsx'
import { PageTitle } from './shell/page-title.tsx'
import { Pages } from './shell/pages.tsx'
import { RestoredPageGuard } from './shell/restored-page-guard.tsx'
import { SignInPage } from './sign-in/sign-in-page.tsx'
import { WhatHappened } from './what-happened/what-happened.tsx'

export function App(): ReactNode {
  return (
    <SessionProvider client={sessionClient}>
      <PageTitle />
      <SessionPending>
        <Frame />
      </SessionPending>
      <SignedOut>
        <Frame>
          <SignInPage />
        </Frame>
      </SignedOut>
      <SignedIn>
        {(session) => (
          // The key: what belongs to one session must not be shown to the next.
          <RestoredPageGuard key={session.id}>
            <AccountsProvider>
              <Frame person={session.claims}>
                <Pages />
              </Frame>
            </AccountsProvider>
          </RestoredPageGuard>
        )}
      </SignedIn>
      <ExpiryDialog />
      <StepUpDialog prove={(password) => proveAgain(sessionClient, password)} explain={explain} />
      <WhatHappened />
    </SessionProvider>
  )
}
