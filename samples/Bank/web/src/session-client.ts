import { createSessionClient, type SessionClient } from '@sojourn/client'

declare module '@sojourn/client' {
  interface Register {
    claims: { readonly name?: string; readonly role?: string | readonly string[] }
  }
}

/** One per page. `events` lets an end that happens elsewhere reach this page within a moment. */
export const sessionClient: SessionClient = createSessionClient({ events: true })
