import { SessionPending, SessionProvider, SignedIn, SignedOut } from '@sojourn/react'
import type { ReactNode } from 'react'
import { AccountsProvider } from './accounts/accounts-provider.tsx'
import { ExpiryDialog } from './expiry/expiry-dialog.tsx'
import { sessionClient } from './session-client.ts'
import { Frame } from './shell/frame.tsx'
import { PageTitle } from './shell/page-title.tsx'
import { Pages } from './shell/pages.tsx'
import { RestoredPageGuard } from './shell/restored-page-guard.tsx'
import { SignInPage } from './sign-in/sign-in-page.tsx'
import { StepUpProvider } from './step-up/step-up-provider.tsx'
import { WhatHappened } from './what-happened/what-happened.tsx'

export function App(): ReactNode {
  return (
    <SessionProvider client={sessionClient}>
      <PageTitle />
      <SessionPending>
        <Frame />
      </SessionPending>
      <SignedOut>
        {(reason) => (
          <Frame>
            <SignInPage reason={reason} />
          </Frame>
        )}
      </SignedOut>
      <SignedIn>
        {(session) => (
          // The key: what belongs to one session must not be shown to the next.
          <RestoredPageGuard key={session.id}>
            <AccountsProvider>
              <StepUpProvider>
                <Frame person={session.claims}>
                  <Pages />
                </Frame>
              </StepUpProvider>
            </AccountsProvider>
            <ExpiryDialog />
          </RestoredPageGuard>
        )}
      </SignedIn>
      <WhatHappened />
    </SessionProvider>
  )
}
