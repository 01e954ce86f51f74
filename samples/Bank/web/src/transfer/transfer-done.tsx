import type { ReactNode } from 'react'
import type { Transfer } from '../api/bank-api.ts'
import { Link } from '../shell/link.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import form from '../ui/form.module.css'
import { formatMoney } from '../ui/format.ts'

export function TransferDone(props: {
  readonly transfer: Transfer
  readonly onAgain: () => void
}): ReactNode {
  const { amount, from, to } = props.transfer
  return (
    <div className={form.form}>
      <Alert tone="success" title="The money is on its way">
        {formatMoney(amount)} from {from} to {to}.
      </Alert>
      <div className={form.actions}>
        <Button look="primary" autoFocus onClick={props.onAgain}>
          Make another transfer
        </Button>
        <Link to="/" className={form.link}>
          See accounts
        </Link>
      </div>
    </div>
  )
}
