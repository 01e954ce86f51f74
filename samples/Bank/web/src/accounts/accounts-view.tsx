import type { ReactNode } from 'react'
import { explain } from '../api/bank-error.ts'
import { Heading } from '../shell/heading.tsx'
import layout from '../styles/layout.module.css'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { formatMoney } from '../ui/format.ts'
import { AccountCard } from './account-card.tsx'
import css from './accounts.module.css'
import type { AccountsState } from './use-accounts.ts'

/** The accounts page as it looks, whatever keeps its data. */
export function AccountsView(
  props: AccountsState & { readonly personName: string | undefined },
): ReactNode {
  const { status, accounts, error, reload, personName } = props
  const total = accounts.reduce((sum, account) => sum + account.balance, 0)
  return (
    <div className={layout.page}>
      <div className={css.summary}>
        <div>
          <Heading>Accounts</Heading>
          <p className={layout.lead}>
            {personName ? `Good to see you, ${personName.split(' ')[0]}.` : 'Good to see you.'}
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

/** As high as what will stand there, so that nothing jumps when it does. */
export function Placeholders(): ReactNode {
  return (
    <>
      <p className={layout.visuallyHidden}>Loading your accounts …</p>
      <div className={css.placeholder} />
      <div className={css.placeholder} />
    </>
  )
}
