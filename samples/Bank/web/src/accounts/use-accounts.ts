import { useSessionClient } from '@sojourn/react'
import { useQuery } from '@tanstack/react-query'
import { type Account, loadAccounts } from '../api/bank-api.ts'
import { guarded } from '../state/session-over.ts'

/** What a page knows of the accounts, whichever library keeps them. */
export interface AccountsState {
  readonly status: 'loading' | 'ready' | 'error'
  readonly accounts: readonly Account[]
  readonly error: unknown
  readonly reload: () => Promise<unknown>
}

/** The person's accounts, kept by TanStack Query. */
export function useAccounts(): AccountsState {
  const client = useSessionClient()
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['accounts'],
    queryFn: () => guarded(client, () => loadAccounts(client)),
  })
  return {
    status: error ? 'error' : isPending ? 'loading' : 'ready',
    accounts: data ?? [],
    error,
    reload: refetch,
  }
}
