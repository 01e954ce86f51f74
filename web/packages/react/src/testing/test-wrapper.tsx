'use client'

import type { TestSession } from '@sojourn/client/testing'
import { act, type ReactNode, StrictMode } from 'react'
import { SessionProvider } from '../session-provider.tsx'

/** The `wrapper` of `render` and `renderHook`: the provider, in strict mode as in development. */
export function createTestWrapper({
  client,
}: Pick<TestSession, 'client'>): (props: { readonly children?: ReactNode }) => ReactNode {
  return ({ children }) => (
    <StrictMode>
      <SessionProvider client={client}>{children}</SessionProvider>
    </StrictMode>
  )
}

/** Lets time pass for the client, by default none: answers arrive and React has rendered them. */
export async function passTime({ clock }: Pick<TestSession, 'clock'>, ms = 0): Promise<void> {
  const environment = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean | undefined }
  const before = environment.IS_REACT_ACT_ENVIRONMENT
  // What test libraries do around their own `act`: without it React warns of an act in no test.
  environment.IS_REACT_ACT_ENVIRONMENT = true
  try {
    await act(() => clock.advance(ms))
  } finally {
    environment.IS_REACT_ACT_ENVIRONMENT = before
  }
}
