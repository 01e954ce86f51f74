import { createSessionClient, type SessionClient } from '@sojourn/client'
import { followClient } from './what-happened/follow-client.ts'
import { createJournal, type Journal } from './what-happened/journal.ts'
import { createWatchedEnvironment } from './what-happened/watched-environment.ts'

declare module '@sojourn/client' {
  interface Register {
    claims: { readonly name?: string; readonly role?: string | readonly string[] }
  }
}

/** For the panel "What just happened"; an application needs neither this nor `environment` below. */
export const journal: Journal = createJournal()

/** One per page. `events` lets an end that happens elsewhere reach this page within a moment. */
export const sessionClient: SessionClient = createSessionClient({
  events: true,
  environment: createWatchedEnvironment(journal),
})

followClient(sessionClient, journal)
