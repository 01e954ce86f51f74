import { useSessionClient } from '@sojourn/react'
import { selectSession } from '@sojourn/redux'
import type { ReactNode } from 'react'
import { Provider, useSelector } from 'react-redux'
import { AccountsView } from '../accounts-view.tsx'
import { type BankStore, bankStoreOf } from './bank-store.ts'
import { errorOf } from './query-error.ts'

/** The accounts page once more, with its session and its data in a Redux store. */
export function AccountsPageWithRedux(): ReactNode {
  const { api, store } = bankStoreOf(useSessionClient())
  return (
    <Provider store={store}>
      <Page api={api} />
    </Provider>
  )
}

function Page({ api }: Pick<BankStore, 'api'>): ReactNode {
  const session = useSelector(selectSession)
  // Asked again whenever the page appears: a transfer on another page has moved money.
  const { data, isLoading, error, refetch } = api.useAccountsQuery(undefined, {
    refetchOnMountOrArgChange: true,
  })
  return (
    <AccountsView
      status={error ? 'error' : isLoading ? 'loading' : 'ready'}
      accounts={data ?? []}
      error={errorOf(error)}
      reload={async () => refetch()}
      personName={session?.claims.name}
    />
  )
}
