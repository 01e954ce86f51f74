import type { ReactNode } from 'react'
import { AccountsPage } from '../accounts/accounts-page.tsx'
import { SecurityPage } from '../security/security-page.tsx'
import { TransferPage } from '../transfer/transfer-page.tsx'
import { useRoute } from './route.ts'

export function Pages(): ReactNode {
  switch (useRoute().path) {
    case '/transfer':
      return <TransferPage />
    case '/security':
      return <SecurityPage />
    default:
      return <AccountsPage />
  }
}
