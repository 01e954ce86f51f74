import type { ReactNode } from 'react'
import type { Account } from '../api/bank-api.ts'
import { SelectField, TextField } from '../ui/field.tsx'
import { otherAccount, type TransferDraft } from './transfer-input.ts'

/** One's own accounts, those paid lately, or any other by its number. */
export function DestinationFields(props: {
  readonly accounts: readonly Account[]
  readonly error: string | undefined
  readonly draft: TransferDraft
  readonly write: (change: Partial<TransferDraft>) => void
}): ReactNode {
  const { draft, write } = props
  const isOther = draft.to === otherAccount
  const paid = paidLately(props.accounts)
  return (
    <>
      <SelectField
        label="To"
        name="to"
        value={draft.to}
        onChange={(event) => write({ to: event.target.value })}
        error={isOther ? undefined : props.error}
      >
        <option value={otherAccount}>Another account …</option>
        <optgroup label="Your accounts">
          {props.accounts.map(({ number, name }) => (
            <option key={number} value={number}>
              {name} · {number}
            </option>
          ))}
        </optgroup>
        {paid.length > 0 && (
          <optgroup label="Paid lately">
            {paid.map((number) => (
              <option key={number} value={number}>
                {number}
              </option>
            ))}
          </optgroup>
        )}
      </SelectField>
      {isOther && (
        <TextField
          label="Account number"
          name="number"
          hint="Ten digits, such as 5520-3300-01."
          autoComplete="off"
          spellCheck={false}
          value={draft.number}
          onChange={(event) => write({ number: event.target.value })}
          error={props.error}
          required
        />
      )}
    </>
  )
}

function paidLately(accounts: readonly Account[]): readonly string[] {
  const own = new Set(accounts.map((account) => account.number))
  const others = accounts
    .flatMap((account) => account.movements)
    .map((movement) => movement.otherAccount)
    .filter((number) => number !== null)
  return [...new Set(others)].filter((number) => !own.has(number))
}
