import { lazy, type ReactNode, Suspense } from 'react'
import { AccountsPage } from '../accounts/accounts-page.tsx'
import { SecurityPage } from '../security/security-page.tsx'
import { isWithRedux } from '../state/variant.ts'
import { TransferPage } from '../transfer/transfer-page.tsx'
import { useRoute } from './route.ts'

// Only who asks for it pays for a second library; without it the page is there all the same.
const AccountsPageWithRedux = lazy(() =>
  import('../accounts/with-redux/accounts-page.tsx').then(
    (part) => ({ default: part.AccountsPageWithRedux }),
    () => ({ default: AccountsPage }),
  ),
)

export function Pages(): ReactNode {
  switch (useRoute().path) {
    case '/transfer':
      return <TransferPage />
    case '/security':
      return <SecurityPage />
    default:
      return isWithRedux ? (
        <Suspense>
          <AccountsPageWithRedux />
        </Suspense>
      ) : (
        <AccountsPage />
      )
  }
}
