import { createTestSession, passTime, type TestSession } from '@sojourn/react/testing'
import { render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import type { Account } from './api/bank-api.ts'
import { App } from './app.tsx'
import { createQueries } from './state/queries.ts'
import { followClient } from './what-happened/follow-client.ts'
import { createJournal } from './what-happened/journal.ts'

/** What must be nowhere once the session is over. */
export const iban = '5520-1100-01'

const accounts: readonly Account[] = [
  { number: iban, name: 'Everyday', balance: 1024, movements: [] },
  { number: '5520-1100-02', name: 'Savings', balance: 4096, movements: [] },
]

/** A world in which the bank's own server answers as well. */
export function createBankSession(): TestSession {
  const test = createTestSession()
  test.server.intercept('/api/accounts', () =>
    test.server.state.session ? Response.json(accounts) : new Response(null, { status: 401 }),
  )
  return test
}

/** The whole page, as `main.tsx` puts it together. */
export async function openBank(test = createBankSession()) {
  const queries = createQueries(test.client)
  const journal = createJournal()
  followClient(test.client, journal)
  render(
    <StrictMode>
      <App client={test.client} queries={queries} journal={journal} />
    </StrictMode>,
  )
  await passTime(test)
  await screen.findByText('Everyday')
  // What the cache holds; a query that was on the page may stay behind, empty.
  const kept = (): string =>
    JSON.stringify(
      queries
        .getQueryCache()
        .getAll()
        .map(({ state }) => state),
    )
  return { ...test, test, queries, journal, kept }
}
