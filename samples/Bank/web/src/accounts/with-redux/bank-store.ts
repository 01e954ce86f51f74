import { configureStore } from '@reduxjs/toolkit'
import { createApi } from '@reduxjs/toolkit/query/react'
import type { SessionClient } from '@sojourn/client'
import { createSessionBaseQuery, createSessionMiddleware, sessionReducer } from '@sojourn/redux'
import type { Account } from '../../api/bank-api.ts'

/** The bank's store: the session, and what RTK Query keeps for as long as that lives. */
export function createBankStore(client: SessionClient) {
  const api = createApi({
    baseQuery: createSessionBaseQuery(client, { baseUrl: new URL('/api', location.href).href }),
    endpoints: (build) => ({
      accounts: build.query<readonly Account[], void>({ query: () => 'accounts' }),
    }),
  })
  const store = configureStore({
    reducer: { session: sessionReducer, [api.reducerPath]: api.reducer },
    middleware: (defaults) =>
      defaults()
        .prepend(createSessionMiddleware(client, { apis: [api] }))
        .concat(api.middleware),
    // Its history would keep what the store has dropped.
    devTools: false,
  })
  return { api, store }
}

export type BankStore = ReturnType<typeof createBankStore>

const stores = new WeakMap<SessionClient, BankStore>()

/** The one store of a client: it listens for as long as the client lives, so a second would never go. */
export function bankStoreOf(client: SessionClient): BankStore {
  const store = stores.get(client) ?? createBankStore(client)
  stores.set(client, store)
  return store
}
