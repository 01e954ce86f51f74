import { SignedIn } from '@sojourn/react'
import { createTestWrapper, passTime } from '@sojourn/react/testing'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { createBankSession, iban } from '../../test-bank.tsx'
import { AccountsPageWithRedux } from './accounts-page.tsx'
import { bankStoreOf } from './bank-store.ts'

afterEach(cleanup)

async function open(test = createBankSession()) {
  const { store } = bankStoreOf(test.client)
  render(
    <SignedIn>
      <AccountsPageWithRedux />
    </SignedIn>,
    { wrapper: createTestWrapper(test) },
  )
  await passTime(test)
  return { test, store, kept: () => JSON.stringify(store.getState()) }
}

describe('the accounts page with Redux', () => {
  it('shows the accounts and greets who is in the store', async () => {
    const { kept } = await open()
    await screen.findByText('Everyday')

    expect(document.body.textContent).toContain('Good to see you, Ada.')
    expect(kept()).toContain(iban)
  })

  it('keeps of a session only why it ended', async () => {
    const { test, kept } = await open()
    await screen.findByText('Everyday')
    test.server.end('revoked')
    await act(() => test.client.probe())

    expect(document.body.innerHTML).not.toContain(iban)
    expect(kept()).not.toContain(iban)
    expect(kept()).not.toContain('Ada')
    expect(kept()).toContain('revoked')
  })

  it('says that the accounts could not be loaded, and loads them when asked again', async () => {
    const test = createBankSession()
    const restore = test.server.intercept('/api/accounts', () =>
      Response.json({ title: 'broken' }, { status: 500 }),
    )
    await open(test)
    await screen.findByText(/could not do this right now/)

    restore()
    test.server.intercept('/api/accounts', () => Response.json([]))
    await act(async () => void fireEvent.click(screen.getByText('Try again')))

    await waitFor(() => expect(screen.queryByText(/could not do this right now/)).toBeNull())
  })
})
