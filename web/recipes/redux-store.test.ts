import { selectEndReason } from '@sojourn/redux'
import { describe, expect, it } from 'vitest'
import { createStore, written } from './redux-store.ts'
import { end, open, secret } from './test-world.ts'

describe('Redux', () => {
  it('keeps of a session only why it ended', async () => {
    const test = await open()
    const { api, store } = createStore(test.client)
    await store.dispatch(api.endpoints.account.initiate())
    store.dispatch(written(secret))
    expect(JSON.stringify(store.getState()).split(secret)).toHaveLength(3)

    await end(test)

    expect(JSON.stringify(store.getState())).not.toContain(secret)
    expect(selectEndReason(store.getState())).toBe('revoked')
    expect(store.getState().theme).toBe('light')
  })
})
