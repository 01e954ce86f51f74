import { answerProblem, type TestSession } from '@sojourn/client/testing'
import { installTestDialog, passTime } from '@sojourn/react/testing'
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { navigate } from './shell/route.ts'
import { createBankSession, iban, openBank } from './test-bank.tsx'

beforeAll(() => {
  installTestDialog()
  // A page of a test has nothing to scroll.
  window.scrollTo = () => {}
})
beforeEach(() => history.replaceState(null, '', '/'))
afterEach(cleanup)

const press = (name: string): Promise<void> =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })))

async function endAndLearn(test: TestSession, reason: 'revoked' | 'idle'): Promise<void> {
  test.server.end(reason)
  await act(() => test.client.probe())
}

describe('the bank', () => {
  it('keeps nothing of the accounts when the session is over: not on the page, not in the cache', async () => {
    const { test, kept } = await openBank()
    expect(document.body.textContent).toContain(iban)
    expect(kept()).toContain(iban)

    await endAndLearn(test, 'revoked')

    expect(document.body.innerHTML).not.toContain(iban)
    expect(kept()).not.toContain(iban)
    expect(screen.getByText(/on another device or by an administrator/)).toBeTruthy()
    expect(screen.getByText(/or call us/)).toBeTruthy()
  })

  it('takes no answer that comes after the end', async () => {
    const { test, queries, server, kept } = await openBank()
    const release = server.hold()
    const late = queries.refetchQueries({ queryKey: ['accounts'] })
    const id = server.state.session?.id
    await act(async () => {
      await test.clock.settle()
      test.forge({ version: 1, kind: 'ended', id, generation: 1, reason: 'revoked' })
      release()
      await late
    })

    expect(kept()).not.toContain(iban)
    expect(document.body.innerHTML).not.toContain(iban)
  })

  it('asks before the idle deadline, and stays when told to', async () => {
    const { test } = await openBank()
    await passTime(test, 28 * 60_000 + 1000)
    expect(screen.getByRole('alertdialog').textContent).toContain('You have not done anything')

    await press('Stay signed in')

    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(document.body.textContent).toContain(iban)
  })

  it('says that nobody answered the question', async () => {
    const { test, journal } = await openBank()
    await passTime(test, 31 * 60_000)

    expect(screen.getByText(/because you had not done anything for a while/)).toBeTruthy()
    expect(document.body.innerHTML).not.toContain(iban)
    expect(journal.getState().entries.map(({ title }) => title)).toContain('Ended: idle')
  })

  it('sends money once the password was entered again', async () => {
    const test = createBankSession()
    let isProved = false
    test.server.intercept('/api/step-up', () => {
      isProved = true
      return new Response(null, { status: 204 })
    })
    test.server.intercept('/api/transfers', () =>
      isProved
        ? new Response(null, { status: 204 })
        : answerProblem(403, 'step-up-required', { maxAgeSeconds: 300 }),
    )
    await openBank(test)
    act(() => navigate('/transfer'))
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '5520-1100-02' } })
    fireEvent.change(screen.getByLabelText('Amount in euro'), { target: { value: '1' } })
    await press('Send money')
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'hunter2' } })

    await press('Confirm')
    await passTime(test)

    expect(screen.getByText('The money is on its way')).toBeTruthy()
    expect(test.server.count('POST /api/transfers')).toBe(2)
    expect(test.server.requests.find(({ path }) => path === '/api/step-up')?.body).toEqual({
      password: 'hunter2',
    })
  })

  it('keeps a half-written transfer for its writer, and not over a sign-out', async () => {
    const { test } = await openBank()
    const reference = (): HTMLInputElement => screen.getByLabelText('Reference (optional)')
    const signInAgain = async (): Promise<void> => {
      await act(() => test.clock.advance(1000))
      test.server.signIn()
      await act(() => test.client.probe())
    }
    act(() => navigate('/transfer'))
    fireEvent.change(reference(), { target: { value: 'half a sent' } })
    await endAndLearn(test, 'idle')
    expect(document.body.innerHTML).not.toContain('half a sent')

    await signInAgain()
    expect(reference().value).toBe('half a sent')
    await act(() => test.client.signOut())
    await signInAgain()

    expect(reference().value).toBe('')
  })

  it('says in its own words that a password was wrong', async () => {
    const test = createBankSession()
    const problem = { type: 'urn:bank:problem:invalid-credentials', code: 'invalid-credentials' }
    test.server.intercept('/api/step-up', () =>
      Response.json({ ...problem, title: 'The password is not right.' }, { status: 403 }),
    )
    test.server.intercept('/sessions', () => answerProblem(403, 'step-up-required'))
    await openBank(test)
    await act(async () => {
      test.client.call({ method: 'DELETE', path: '/sessions' }).catch(() => {})
      await test.clock.settle()
    })
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'hunter3' } })

    await press('Confirm')

    expect(screen.getByRole('dialog').textContent).toContain('The password is not right.')
  })

  it('signs this device out from the list of devices, and begins at the start', async () => {
    const { test } = await openBank()
    act(() => navigate('/security'))
    await passTime(test)

    await press('Sign out: Firefox')
    await passTime(test)

    expect(screen.getByText('You have signed out.')).toBeTruthy()
    expect(location.pathname).toBe('/')
    expect(test.server.count('DELETE /session')).toBe(1)
  })
})
