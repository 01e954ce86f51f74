import { configureStore } from '@reduxjs/toolkit'
import { answerProblem, createTestSession, type TestSession } from '@sojourn/client/testing'
import { act, cleanup, render } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { Provider } from 'react-redux'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  createSessionMiddleware,
  guardBaseQuery,
  isSessionOver,
  selectEndReason,
  selectSession,
  selectSessionStatus,
  sessionStateOf,
} from './index.ts'
import { answerAccount, createGate, createShop, secret } from './test-shop.ts'

afterEach(cleanup)

async function signedIn(test: TestSession): Promise<ReturnType<typeof createShop>> {
  const shop = createShop(test)
  await test.client.probe()
  return shop
}

describe('the session in the store', () => {
  it('is the snapshot, in values that can be serialised', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
    const test = createTestSession()
    const { store } = createShop(test)
    expect(selectSessionStatus(store.getState())).toBe('unknown')

    await test.client.probe()

    expect(selectSession(store.getState())).toMatchObject({ subject: '5b1f', generation: 1 })
    expect(selectSession(store.getState())?.provedAtMs).toBe(test.clock.now() - 12_000)
    expect(complaints).not.toHaveBeenCalled()
  })

  it('says why it ended', async () => {
    const test = createTestSession()
    const { store } = await signedIn(test)

    test.server.end('revoked')
    await test.client.probe()

    expect(selectSession(store.getState())).toBeUndefined()
    expect(selectEndReason(store.getState())).toBe('revoked')
  })

  it('stays through a lost network, with everything that was fetched', async () => {
    const test = createTestSession()
    const { store, api } = await signedIn(test)
    await store.dispatch(api.endpoints.account.initiate())

    test.server.state.reachable = false
    await test.client.probe()

    expect(store.getState().session).toMatchObject({ status: 'active', freshness: 'stale' })
    expect(JSON.stringify(store.getState())).toContain(secret)
  })

  it('is known to a store that is made after the first answer', async () => {
    const test = createTestSession()
    await test.client.probe()
    const { store } = createShop(test)
    await Promise.resolve()

    expect(selectSessionStatus(store.getState())).toBe('active')
  })

  it('can be there from the first state on, as hydration needs it', async () => {
    const test = createTestSession()
    await test.client.probe()

    expect(sessionStateOf(test.client)).toMatchObject({ status: 'active' })
  })
})

describe('what belonged to a session', () => {
  it('is gone from caches and slices when it ends', async () => {
    const test = createTestSession()
    const { store, api, orders, everything } = await signedIn(test)
    await store.dispatch(api.endpoints.account.initiate())
    store.dispatch(orders.actions.written(secret))
    expect(everything()).toContain(secret)

    test.server.end('idle')
    await test.client.probe()

    expect(store.getState().orders.text).toBe('')
    expect(store.getState()[api.reducerPath].queries).toEqual({})
    // A slice that was not named keeps what it has.
    expect(store.getState().waiting.text).toBe(secret)
  })

  it('is gone in the moment when another tab signs out', async () => {
    const test = createTestSession()
    const { store, api } = await signedIn(test)
    const stop = test.client.start()
    await store.dispatch(api.endpoints.account.initiate())
    const other = test.openTab()
    await other.client.probe()
    other.client.start()
    await test.clock.settle()

    await other.client.signOut()
    await test.clock.settle()

    expect(store.getState()[api.reducerPath].queries).toEqual({})
    stop()
  })

  it('is gone when another session takes over, and nobody sees both', async () => {
    const test = createTestSession()
    const { store, api, orders } = await signedIn(test)
    await store.dispatch(api.endpoints.account.initiate())
    store.dispatch(orders.actions.written(secret))
    const seen: string[] = []
    const first = selectSession(store.getState())?.id
    store.subscribe(() => {
      const state = store.getState()
      const cached = JSON.stringify([state[api.reducerPath], state.orders])
      if (selectSession(state)?.id !== first) seen.push(cached)
    })

    await test.clock.advance(1000)
    test.server.signIn()
    await test.client.probe()

    expect(seen.length).toBeGreaterThan(0)
    expect(seen.join()).not.toContain(secret)
  })

  it('is gone when the first answer tells of an end', async () => {
    const test = createTestSession()
    const { store, orders } = createShop(test)
    store.dispatch(orders.actions.written(secret))

    test.server.end('idle')
    await test.client.probe()

    expect(store.getState().orders.text).toBe('')
  })

  it('stays when a newer generation of the same session comes', async () => {
    const test = createTestSession()
    const { store, orders } = await signedIn(test)
    store.dispatch(orders.actions.written(secret))

    if (test.server.state.session) test.server.state.session.generation += 1
    await test.client.probe()

    expect(selectSession(store.getState())?.generation).toBe(2)
    expect(store.getState().orders.text).toBe(secret)
  })

  it('is told to listeners by one action', async () => {
    const test = createTestSession()
    const over = vi.fn()
    const store = configureStore({
      reducer: (_: unknown, action) => (isSessionOver(action) ? over() : null),
      middleware: (defaults) => defaults().prepend(createSessionMiddleware(test.client)),
    })
    await test.client.probe()
    await test.client.signOut()

    expect(over).toHaveBeenCalledOnce()
    expect(store.getState()).toBeUndefined()
  })
})

describe('what comes late', () => {
  it('from a query is an error without data, also for who awaits it', async () => {
    const test = createTestSession()
    const { store, api, everything } = await signedIn(test)
    const release = test.server.hold()
    const query = store.dispatch(api.endpoints.account.initiate())
    await test.clock.settle()
    test.server.end('revoked')

    // The end is learned from another tab while the answer is still on its way.
    const id = selectSession(store.getState())?.id
    const stop = test.client.start()
    await test.clock.settle()
    test.forge({ version: 1, kind: 'ended', id, generation: 1, reason: 'revoked' })
    await test.clock.settle()
    release()
    const answer = await query

    expect(selectSessionStatus(store.getState())).toBe('none')
    expect(answer.data).toBeUndefined()
    expect(everything()).not.toContain(secret)
    stop()
  })

  it('from a thunk of the session before does not fill the slice of the next', async () => {
    const test = createTestSession()
    const { store, loadOrders, gates, everything } = await signedIn(test)
    const late = store.dispatch(loadOrders())
    await test.clock.advance(1000)
    test.server.signIn()
    await test.client.probe()

    gates[0]?.open(secret)
    await late

    expect(everything()).not.toContain(secret)
    // Not even a slice that was not named waits for ever.
    expect(store.getState().waiting.isLoading).toBe(false)
  })

  it('is taken when the session is the same, or began meanwhile', async () => {
    const test = createTestSession({ signedIn: false })
    const { store, loadOrders, gates } = await signedIn(test)
    const late = store.dispatch(loadOrders())

    test.server.signIn()
    await test.client.probe()
    gates[0]?.open('public')
    await late

    expect(store.getState().orders.text).toBe('public')
  })

  it('is refused by the guard of any base query', async () => {
    const test = createTestSession()
    await test.client.probe()
    const gate = createGate()
    const query = guardBaseQuery(test.client, async () => ({ data: await gate.passed }))
    const answer = query(undefined, {} as never, {})
    await test.client.signOut()

    gate.open(secret)

    expect(await answer).toEqual({
      error: { status: 'SESSION_ERROR', code: 'session-changed', error: 'session-changed' },
    })
  })
})

describe('the base query', () => {
  it('marks polling, and keeps the code of what the client threw', async () => {
    const test = createTestSession()
    const { store, api } = await signedIn(test)
    await store.dispatch(api.endpoints.poll.initiate())
    const polled = test.server.requests.find(({ path }) => path === '/api/poll')
    expect(polled?.headers.get('Sojourn-Activity')).toBe('background')

    test.server.intercept('/api/order', () => answerProblem(403, 'step-up-required'))
    test.client.handleStepUp(() => Promise.reject(new Error('closed')))
    const { error } = await store.dispatch(api.endpoints.order.initiate())

    expect(error).toMatchObject({ status: 'SESSION_ERROR', code: 'step-up-cancelled' })
  })

  it('leaves refusals and a lost network as they are', async () => {
    const test = createTestSession()
    const { store, api } = await signedIn(test)
    test.server.intercept('/api/order', () => answerProblem(403, 'forbidden'))
    const refused = await store.dispatch(api.endpoints.order.initiate())
    expect(refused.error).toMatchObject({ status: 403, data: { code: 'forbidden' } })

    test.server.state.reachable = false
    const lost = await store.dispatch(api.endpoints.order.initiate())

    expect(lost.error).toMatchObject({ status: 'FETCH_ERROR' })
    expect(selectSessionStatus(store.getState())).toBe('active')
  })
})

describe('a page in strict mode', () => {
  it('shows the next person nothing of the one before, although it stays mounted', async () => {
    const test = createTestSession()
    const { store, api } = await signedIn(test)
    const shown: string[] = []
    function Account(): ReactNode {
      const { data } = api.useAccountQuery()
      shown.push(`${selectSession(store.getState())?.id}: ${data?.iban}`)
      return data?.iban ?? 'loading'
    }
    const { container } = render(
      <StrictMode>
        <Provider store={store}>
          <Account />
        </Provider>
      </StrictMode>,
    )
    await act(() => vi.waitFor(() => expect(container.textContent).toBe(secret)))
    expect(test.server.count('GET /api/account')).toBe(1)

    await test.clock.advance(1000)
    answerAccount(test, 'IBAN of the second person')
    const { id } = test.server.signIn()
    await act(() => test.client.probe())
    await act(() => vi.waitFor(() => expect(container.textContent).toContain('second')))

    expect(shown.filter((line) => line.startsWith(id)).join()).not.toContain(secret)
  })
})
