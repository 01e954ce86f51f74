import type { Transfer } from '../api/bank-api.ts'
import { BankError } from '../api/bank-error.ts'
import { textOf } from '../ui/use-submit.ts'

export type TransferField = 'from' | 'to' | 'amount' | 'reference'

export type TransferFaults = Partial<Record<TransferField, string>>

/** The choice that opens the field for somebody else's account number. */
export const otherAccount = 'other'

/** What somebody has begun to write: kept for them, in memory, if their session ends meanwhile. */
export interface TransferDraft {
  readonly to: string
  readonly number: string
  readonly amount: string
  readonly reference: string
}

export const emptyDraft: TransferDraft = { to: otherAccount, number: '', amount: '', reference: '' }

const amountPattern = /^\d{1,7}([.,]\d{1,2})?$/

/** Reads the form; what the server will check again is checked here only to answer sooner. */
export function readTransfer(form: FormData): { transfer: Transfer; faults: TransferFaults } {
  const amount = textOf(form, 'amount').trim()
  const chosen = textOf(form, 'to')
  const transfer = {
    from: textOf(form, 'from'),
    to: chosen === otherAccount ? textOf(form, 'number').trim() : chosen,
    amount: Number(amount.replace(',', '.')),
    reference: textOf(form, 'reference').trim() || undefined,
  }
  const faults: TransferFaults = {}
  if (transfer.to === '') faults.to = 'Enter the account number.'
  else if (transfer.to === transfer.from) faults.to = 'Choose two different accounts.'
  if (!amountPattern.test(amount) || transfer.amount === 0) {
    faults.amount = 'Enter an amount such as 25 or 25.50.'
  }
  return { transfer, faults }
}

const fieldOfCode: Readonly<Record<string, TransferField>> = {
  'unknown-source': 'from',
  'unknown-destination': 'to',
  'same-account': 'to',
  'invalid-amount': 'amount',
  'insufficient-funds': 'amount',
  'invalid-reference': 'reference',
}

/** A refusal of the bank that belongs to one field, or nothing if it is about something else. */
export function faultsFrom(error: unknown): TransferFaults | undefined {
  const field = error instanceof BankError ? fieldOfCode[error.code] : undefined
  return field && error instanceof BankError ? { [field]: error.message } : undefined
}
