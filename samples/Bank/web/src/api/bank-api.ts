import type { SessionClient } from '@sojourn/client'
import { refusalFrom } from './bank-error.ts'

export interface Movement {
  readonly id: number
  readonly text: string
  readonly amount: number
  readonly otherAccount: string | null
  readonly bookedAt: string
}

export interface Account {
  readonly number: string
  readonly name: string
  readonly balance: number
  readonly movements: readonly Movement[]
}

export interface Transfer {
  readonly from: string
  readonly to: string
  readonly amount: number
  readonly reference?: string | undefined
}

export async function signIn(
  client: SessionClient,
  credentials: { userName: string; password: string; rememberMe: boolean },
): Promise<void> {
  await post(client, '/api/sign-in', credentials)
  // The answer's header has told the client already; asking makes the page wait for the new state.
  await client.probe()
}

/** Proves again who the person is. The server's refusal of a wrong password is a `BankError`. */
export async function proveAgain(client: SessionClient, password: string): Promise<void> {
  await post(client, '/api/step-up', { password })
}

export async function changePassword(
  client: SessionClient,
  passwords: { current: string; new: string },
): Promise<void> {
  await post(client, '/api/password', passwords)
}

export async function sendTransfer(client: SessionClient, transfer: Transfer): Promise<void> {
  await post(client, '/api/transfers', transfer)
}

export async function loadAccounts(client: SessionClient): Promise<readonly Account[]> {
  const response = await client.fetch('/api/accounts')
  if (!response.ok) throw await refusalFrom(response)
  return (await response.json()) as readonly Account[]
}

async function post(client: SessionClient, path: string, body: unknown): Promise<void> {
  const response = await client.fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw await refusalFrom(response)
}
