import type { FetchBaseQueryError } from '@reduxjs/toolkit/query'
import { SojournError } from '@sojourn/client'
import type { SessionQueryError } from '@sojourn/redux'
import { BankError, isBankProblem } from '../../api/bank-error.ts'

/** The error that `explain` knows, of what RTK Query keeps: plain data, because it lies in the store. */
export function errorOf(error: unknown): Error | undefined {
  if (!isQueryError(error)) return error === undefined ? undefined : new SojournError('network')
  if (error.status === 'SESSION_ERROR') return new SojournError(error.code)
  if (typeof error.status !== 'number') return new SojournError('network')
  return isBankProblem(error.data)
    ? new BankError(error.data.code, error.data.title)
    : new SojournError('unexpected-answer', { status: error.status })
}

function isQueryError(error: unknown): error is FetchBaseQueryError | SessionQueryError {
  return typeof error === 'object' && error !== null && 'status' in error
}
