import { useSessionClient } from '@sojourn/react'
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'
import { loadAccounts } from '../api/bank-api.ts'
import { type AccountsState, type AccountsStore, createAccountsStore } from './accounts-store.ts'

const AccountsContext = createContext<AccountsStore | undefined>(undefined)

export function AccountsProvider(props: { readonly children: ReactNode }): ReactNode {
  const client = useSessionClient()
  const [store] = useState(() => createAccountsStore(() => loadAccounts(client)))
  return <AccountsContext value={store}>{props.children}</AccountsContext>
}

export function useAccounts(): AccountsState & { readonly reload: () => Promise<void> } {
  const store = useContext(AccountsContext)
  if (!store) throw new Error('Wrap the page in <AccountsProvider>.')
  const state = useSyncExternalStore(store.subscribe, store.getState)
  return { ...state, reload: store.load }
}
