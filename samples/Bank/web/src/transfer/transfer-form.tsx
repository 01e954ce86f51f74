import { useSessionClient } from '@sojourn/react'
import { useDraft } from '@sojourn/react/ui'
import { type ReactNode, useState } from 'react'
import { useAccounts } from '../accounts/use-accounts.ts'
import { type Account, sendTransfer, type Transfer } from '../api/bank-api.ts'
import { explain } from '../api/bank-error.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import css from '../ui/form.module.css'
import { formatMoney } from '../ui/format.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { DestinationFields } from './destination-fields.tsx'
import {
  emptyDraft,
  faultsFrom,
  readTransfer,
  type TransferDraft,
  type TransferFaults,
} from './transfer-input.ts'

export function TransferForm(props: {
  readonly accounts: readonly Account[]
  readonly onDone: (transfer: Transfer) => void
}): ReactNode {
  const [draft, setDraft, clearDraft] = useDraft('transfer', emptyDraft)
  const write = (change: Partial<TransferDraft>): void => setDraft({ ...draft, ...change })
  const { faults, onSubmit, isBusy, error } = useTransfer((transfer) => {
    clearDraft()
    props.onDone(transfer)
  })
  return (
    <form className={css.form} onSubmit={onSubmit} noValidate>
      {error !== undefined && <Alert tone="danger">{explain(error)}</Alert>}
      <SelectField label="From" name="from" error={faults.from}>
        {props.accounts.map((account) => (
          <option key={account.number} value={account.number}>
            {account.name} · {formatMoney(account.balance)}
          </option>
        ))}
      </SelectField>
      <DestinationFields accounts={props.accounts} error={faults.to} {...{ draft, write }} />
      <TextField
        label="Amount in euro"
        name="amount"
        inputMode="decimal"
        autoComplete="off"
        value={draft.amount}
        onChange={(event) => write({ amount: event.target.value })}
        error={faults.amount}
        required
      />
      <TextField
        label="Reference (optional)"
        name="reference"
        autoComplete="off"
        maxLength={60}
        value={draft.reference}
        onChange={(event) => write({ reference: event.target.value })}
        error={faults.reference}
      />
      <Button type="submit" look="primary" busy={isBusy || props.accounts.length === 0}>
        {isBusy ? 'Sending …' : 'Send money'}
      </Button>
    </form>
  )
}

function useTransfer(onDone: (transfer: Transfer) => void) {
  const client = useSessionClient()
  const { reload } = useAccounts()
  const [faults, setFaults] = useState<TransferFaults>({})
  const submission = useSubmit(async (form, element) => {
    const { transfer, faults: found } = readTransfer(form)
    const show = (next: TransferFaults): void => {
      setFaults(next)
      const first = Object.keys(next)[0]
      const name = first === 'to' && form.has('number') ? 'number' : first
      element.querySelector<HTMLElement>(`[name="${name}"]`)?.focus()
    }
    show(found)
    if (Object.keys(found).length > 0) return
    try {
      // Refused if the password was entered too long ago: `StepUpDialog` asks, and it is sent again.
      await sendTransfer(client, transfer)
      await reload()
      onDone(transfer)
    } catch (cause) {
      const refused = faultsFrom(cause)
      if (!refused) throw cause
      show(refused)
    }
  })
  return { ...submission, faults }
}
