import { configureStore, createAsyncThunk, createSlice } from '@reduxjs/toolkit'
import { createApi } from '@reduxjs/toolkit/query/react'
import type { TestSession } from '@sojourn/client/testing'
import {
  createSessionBaseQuery,
  createSessionMiddleware,
  sessionBound,
  sessionReducer,
} from './index.ts'

export const secret = 'IBAN of the first person'

export interface Gate {
  readonly passed: Promise<string>
  open(text: string): void
}

export function createGate(): Gate {
  let open: (text: string) => void = () => {}
  const passed = new Promise<string>((resolve) => {
    open = resolve
  })
  return { passed, open: (text) => open(text) }
}

export function createShop(test: TestSession) {
  const gates: Gate[] = []
  const api = createApi({
    baseQuery: createSessionBaseQuery(test.client, { baseUrl: 'http://localhost/api' }),
    endpoints: (build) => ({
      account: build.query<{ iban: string }, void>({ query: () => 'account' }),
      poll: build.query<unknown, void>({
        query: () => 'poll',
        extraOptions: { activity: 'background' },
      }),
      order: build.mutation<unknown, void>({ query: () => ({ url: 'order', method: 'POST' }) }),
    }),
  })
  const loadOrders = createAsyncThunk('orders/load', () => {
    const gate = createGate()
    gates.push(gate)
    return gate.passed
  })
  const orders = createSlice({
    name: 'orders',
    initialState: { text: '', isLoading: false },
    reducers: {
      written: (state, { payload }: { payload: string }) => ({ ...state, text: payload }),
    },
    extraReducers: (builder) =>
      builder
        .addCase(loadOrders.pending, (state) => ({ ...state, isLoading: true }))
        .addCase(loadOrders.rejected, (state) => ({ ...state, isLoading: false }))
        .addCase(loadOrders.fulfilled, (_, { payload }) => ({ text: payload, isLoading: false })),
  })
  const store = configureStore({
    reducer: {
      session: sessionReducer,
      orders: sessionBound(orders.reducer),
      waiting: orders.reducer,
      [api.reducerPath]: api.reducer,
    },
    middleware: (defaults) =>
      defaults()
        .prepend(createSessionMiddleware(test.client, { apis: [api] }))
        .concat(api.middleware),
    devTools: false,
  })
  answerAccount(test, secret)
  const everything = (): string => JSON.stringify(store.getState())
  return { api, orders, loadOrders, store, gates, everything }
}

export function answerAccount(test: TestSession, iban: string): void {
  test.server.intercept('/api/account', () => new Response(JSON.stringify({ iban }), jsonType))
}

const jsonType = { headers: { 'Content-Type': 'application/json' } }
