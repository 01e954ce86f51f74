import { type ReactNode, useState } from 'react'
import { useAccounts } from '../accounts/use-accounts.ts'
import type { Transfer } from '../api/bank-api.ts'
import { explain } from '../api/bank-error.ts'
import { Heading } from '../shell/heading.tsx'
import layout from '../styles/layout.module.css'
import { Alert } from '../ui/alert.tsx'
import { TransferDone } from './transfer-done.tsx'
import { TransferForm } from './transfer-form.tsx'

export function TransferPage(): ReactNode {
  const { status, accounts, error } = useAccounts()
  const [done, setDone] = useState<Transfer>()
  return (
    <div className={`${layout.page} ${layout.narrow}`}>
      <div>
        <Heading>Transfer</Heading>
        <p className={layout.lead}>Money arrives at once.</p>
      </div>
      {status === 'error' && <Alert tone="danger">{explain(error)}</Alert>}
      {done ? (
        <TransferDone transfer={done} onAgain={() => setDone(undefined)} />
      ) : (
        <section className={layout.card} aria-label="New transfer" aria-busy={status === 'loading'}>
          <TransferForm accounts={accounts} onDone={setDone} />
        </section>
      )}
    </div>
  )
}
