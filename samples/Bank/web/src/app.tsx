import type { SessionClient } from '@sojourn/client'
import { SessionPending, SessionProvider, SignedIn, SignedOut } from '@sojourn/react'
import { DraftKeeper, ExpiryDialog, StepUpDialog } from '@sojourn/react/ui'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { proveAgain } from './api/bank-api.ts'
import { explain } from './api/bank-error.ts'
import { Frame } from './shell/frame.tsx'
import { PageTitle } from './shell/page-title.tsx'
import { Pages } from './shell/pages.tsx'
import { RestoredPageGuard } from './shell/restored-page-guard.tsx'
import { SignInPage } from './sign-in/sign-in-page.tsx'
import type { Journal } from './what-happened/journal.ts'
import { WhatHappened } from './what-happened/what-happened.tsx'

/** What lives as long as the page does, and is made outside of it. */
export interface AppProps {
  readonly client: SessionClient
  readonly queries: QueryClient
  readonly journal: Journal
}

export function App({ client, queries, journal }: AppProps): ReactNode {
  return (
    <SessionProvider client={client}>
      <PageTitle />
      <SessionPending>
        <Frame />
      </SessionPending>
      <SignedOut>
        <Frame>
          <SignInPage />
        </Frame>
      </SignedOut>
      <DraftKeeper>
        <SignedIn>
          {(session) => (
            // The key: what belongs to one session must not be shown to the next.
            <RestoredPageGuard key={session.id}>
              <QueryClientProvider client={queries}>
                <Frame person={session.claims}>
                  <Pages />
                </Frame>
              </QueryClientProvider>
            </RestoredPageGuard>
          )}
        </SignedIn>
      </DraftKeeper>
      <ExpiryDialog />
      <StepUpDialog prove={(password) => proveAgain(client, password)} explain={explain} />
      <WhatHappened journal={journal} />
    </SessionProvider>
  )
}
