import { errorFrom, isSojournError } from '@sojourn/client'

/** A refusal of the bank's own API; those of the session are `SojournError`s. */
export class BankError extends Error {
  override readonly name = 'BankError'
  readonly code: string

  constructor(code: string, title: string) {
    super(title)
    this.code = code
  }
}

/** Turns a refusal into the error to throw: the bank's own, or the session's. */
export async function refusalFrom(response: Response): Promise<Error> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  if (isBankProblem(body)) return new BankError(body.code, body.title)
  return errorFrom(response)
}

/** What to tell a person about a caught error. */
export function explain(error: unknown): string {
  if (error instanceof BankError) return error.message
  if (isSojournError(error, 'step-up-cancelled')) {
    return 'Nothing was done, because your password was not confirmed.'
  }
  if (isSojournError(error, 'session-changed')) {
    return 'Somebody else signed in meanwhile. Check the name at the top, then try again.'
  }
  if (isSojournError(error) && error.status !== undefined) {
    return 'The bank could not do this right now. Please try again in a moment.'
  }
  return 'The bank cannot be reached. Check your connection, then try again.'
}

export function isBankProblem(body: unknown): body is { code: string; title: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'type' in body &&
    String(body.type).startsWith('urn:bank:problem:') &&
    'code' in body &&
    typeof body.code === 'string' &&
    'title' in body &&
    typeof body.title === 'string'
  )
}
