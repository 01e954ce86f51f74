import { isSojournError, type SessionClient } from '@sojourn/client'
import { QueryClient } from '@tanstack/react-query'
import { onSessionOver, sessionIdOf } from './session-over.ts'

/** The bank's cache of what its server said: of one session, and gone with it. */
export function createQueries(client: SessionClient): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      // A refusal stays a refusal; only what the error itself calls temporary is tried again.
      queries: { retry: (count, error) => count < 2 && isSojournError(error) && error.retryable },
    },
  })
  onSessionOver(client, () => {
    queries.getMutationCache().clear()
    // `clear` alone leaves mounted components their data; a reset takes it away, and cancels what is under way.
    for (const query of queries.getQueryCache().getAll()) query.reset()
    queries.removeQueries({ type: 'inactive' })
    if (sessionIdOf(client) !== undefined) void queries.refetchQueries({ type: 'active' })
  })
  return queries
}
