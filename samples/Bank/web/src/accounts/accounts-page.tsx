import { useSession } from '@sojourn/react'
import type { ReactNode } from 'react'
import { AccountsView } from './accounts-view.tsx'
import { useAccounts } from './use-accounts.ts'

export function AccountsPage(): ReactNode {
  const name = useSession((snapshot) =>
    snapshot.status === 'active' ? snapshot.session.claims.name : undefined,
  )
  return <AccountsView {...useAccounts()} personName={name} />
}
