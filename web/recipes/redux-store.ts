import { configureStore, createSlice } from '@reduxjs/toolkit'
import { createApi } from '@reduxjs/toolkit/query'
import type { SessionClient } from '@sojourn/client'
import {
  createSessionBaseQuery,
  createSessionMiddleware,
  sessionBound,
  sessionReducer,
} from '@sojourn/redux'

const drafts = createSlice({
  name: 'drafts',
  initialState: { text: '' },
  reducers: { written: (state, { payload }: { payload: string }) => ({ ...state, text: payload }) },
})

const theme = createSlice({ name: 'theme', initialState: 'light', reducers: {} })

export const { written } = drafts.actions

// snippet: state-redux
export function createStore(client: SessionClient, isDevelopment = false) {
  const api = createApi({
    baseQuery: createSessionBaseQuery(client, { baseUrl: new URL('/api', location.href).href }),
    endpoints: (build) => ({
      account: build.query<{ iban: string }, void>({ query: () => 'account' }),
      rates: build.query<unknown, void>({
        query: () => 'rates',
        extraOptions: { activity: 'background' }, // polled: keeps nobody signed in
      }),
    }),
  })
  const store = configureStore({
    reducer: {
      session: sessionReducer,
      drafts: sessionBound(drafts.reducer), // somebody's: emptied with the session
      theme: theme.reducer, // nobody's in particular: stays
      [api.reducerPath]: api.reducer,
    },
    middleware: (defaults) =>
      defaults()
        .prepend(createSessionMiddleware(client, { apis: [api] }))
        .concat(api.middleware),
    devTools: isDevelopment, // its history keeps what the store has dropped
  })
  return { api, store }
}
// end
