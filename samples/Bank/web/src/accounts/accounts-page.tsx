import { useSession } from '@sojourn/react'
import type { ReactNode } from 'react'
import { explain } from '../api/bank-error.ts'
import { Heading } from '../shell/heading.tsx'
import layout from '../styles/layout.module.css'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { formatMoney } from '../ui/format.ts'
import { AccountCard } from './account-card.tsx'
import css from './accounts.module.css'
import { useAccounts } from './accounts-provider.tsx'

export function AccountsPage(): ReactNode {
  const { status, accounts, error, reload } = useAccounts()
  const total = accounts.reduce((sum, account) => sum + account.balance, 0)
  return (
    <div className={layout.page}>
      <div className={css.summary}>
        <div>
          <Heading>Accounts</Heading>
          <p className={layout.lead}>
            <Greeting />
          </p>
        </div>
        <p className={css.total}>
          <span>All accounts</span>
          <strong>{status === 'loading' ? '–' : formatMoney(total)}</strong>
        </p>
      </div>
      {status === 'error' && (
        <Alert tone="danger" title="Your accounts could not be loaded">
          <p>{explain(error)}</p>
          <Button look="quiet" onClick={() => void reload()}>
            Try again
          </Button>
        </Alert>
      )}
      <div className={css.cards} aria-busy={status === 'loading'}>
        {status === 'loading' && <Placeholders />}
        {accounts.map((account) => (
          <AccountCard key={account.number} account={account} />
        ))}
      </div>
    </div>
  )
}

function Greeting(): ReactNode {
  const name = useSession((snapshot) =>
    snapshot.status === 'active' ? snapshot.session.claims.name : undefined,
  )
  return name ? `Good to see you, ${name.split(' ')[0]}.` : 'Good to see you.'
}

/** As high as what will stand there, so that nothing jumps when it does. */
function Placeholders(): ReactNode {
  return (
    <>
      <p className={layout.visuallyHidden}>Loading your accounts …</p>
      <div className={css.placeholder} />
      <div className={css.placeholder} />
    </>
  )
}
