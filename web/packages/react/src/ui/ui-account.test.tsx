import { createDeviceApi, type SojournError } from '@sojourn/client'
import { answerProblem, createTestSession, type TestSession } from '@sojourn/client/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import axe from 'axe-core'
import { type ReactNode, StrictMode } from 'react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { SessionProvider } from '../index.ts'
import { installTestDialog, pressEscape } from '../testing/index.ts'
import { DeviceList, english, german, SessionEndedNotice, StepUpDialog } from './index.ts'

beforeAll(installTestDialog)
afterEach(cleanup)

async function show(page: ReactNode, test = createTestSession()): Promise<TestSession> {
  render(
    <StrictMode>
      <SessionProvider client={test.client}>
        <main>{page}</main>
      </SessionProvider>
    </StrictMode>,
  )
  await act(() => test.clock.settle())
  return test
}

const press = (name: string): Promise<void> =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })))

describe('the device list', () => {
  it('shows this device first, without a way to end it by accident, and the next page on demand', async () => {
    await show(<DeviceList />)
    expect(screen.getAllByRole('listitem')).toHaveLength(1)
    expect(screen.getByRole('listitem').textContent).toContain('Firefox This device')
    expect(screen.queryByRole('button', { name: 'Sign out: Firefox' })).toBeNull()

    await press('Show more')

    expect(screen.getAllByRole('listitem')).toHaveLength(2)
    expect(screen.getByRole('button', { name: 'Sign out: Firefox' })).toBeTruthy()
  })

  it('asks once more before it ends a device, and says what it did', async () => {
    const test = await show(<DeviceList />)
    await press('Show more')
    await press('Sign out: Firefox')
    expect(test.server.count('DELETE /sessions/another')).toBe(0)

    await press('Yes, sign it out')

    expect(test.server.count('DELETE /sessions/another')).toBe(1)
    expect(screen.getByRole('status').textContent).toBe('1 device signed out.')
  })

  it('does not end what the person thought better of', async () => {
    const test = await show(<DeviceList />)
    await press('Sign out everywhere else')
    await press('Cancel')
    await press('Sign out everywhere else')
    expect(test.server.count('DELETE /sessions')).toBe(0)

    await press('Yes, sign out everywhere else')

    expect(test.server.count('DELETE /sessions')).toBe(1)
    expect(screen.getByRole('status').textContent).toBe('2 devices signed out.')
  })

  it('gives names, and takes them away', async () => {
    const test = await show(<DeviceList />)
    await press('Rename: Firefox')
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Work laptop' } })
    await press('Save')
    await press('Rename: Firefox')
    await press('Save')

    const bodies = test.server.requests.filter(({ method }) => method === 'PATCH')
    expect(bodies.map(({ body }) => body)).toEqual([{ name: 'Work laptop' }, { name: null }])
  })

  it('says that it could not load, and loads when asked again', async () => {
    const test = createTestSession()
    await test.client.probe()
    test.server.state.reachable = false
    await show(<DeviceList />, test)
    expect(screen.getByRole('alert').textContent).toBe('Your devices could not be loaded.')

    test.server.state.reachable = true
    await press('Try again')

    expect(screen.getAllByRole('listitem')).toHaveLength(1)
    expect(screen.getByRole('alert').textContent).toBe('')
  })

  it('says that an act failed, and that nothing has changed', async () => {
    const test = await show(<DeviceList />)
    test.server.intercept('/sessions', () => answerProblem(503, 'store-unavailable'))
    await press('Sign out everywhere else')
    await press('Yes, sign out everywhere else')

    expect(screen.getByRole('alert').textContent).toBe('That did not work. Nothing has changed.')
  })

  it('can show items of your own, in your words', async () => {
    await show(
      <DeviceList
        pageSize={5}
        messages={german.devices}
        renderItem={(device, { end }) => (
          <button type="button" onClick={end}>
            {device.id} beenden
          </button>
        )}
      />,
    )

    expect(screen.getByText(/beenden/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Überall sonst abmelden' })).toBeTruthy()
  })

  it('passes axe', async () => {
    await show(<DeviceList />)
    await press('Show more')
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, 'page-has-heading-one': { enabled: false } },
    })

    expect(violations.map(({ id }) => id)).toEqual([])
    expect(document.querySelectorAll('[style], style')).toHaveLength(0)
  })
})

describe('the notice of an end', () => {
  it('says why, and offers to sign in', async () => {
    const onSignIn = vi.fn()
    const test = await show(<SessionEndedNotice onSignIn={onSignIn} />)
    expect(screen.queryByRole('status')).toBeNull()

    test.server.end('credentials-changed')
    await act(() => test.client.probe())
    await press('Sign in')

    expect(screen.getByRole('status').textContent).toContain('your password or sign-in method')
    expect(onSignIn).toHaveBeenCalledOnce()
  })

  it('has words for every reason in every language, and says nothing where nobody was', async () => {
    await show(<SessionEndedNotice />, createTestSession({ signedIn: false }))
    expect(screen.queryByRole('status')).toBeNull()

    expect(Object.keys(german.ended)).toEqual(Object.keys(english.ended))
  })
})

describe('the step-up dialog', () => {
  async function refused(prove: (password: string) => Promise<unknown>) {
    const test = await show(<StepUpDialog prove={prove} />)
    const restore = test.server.intercept('/sessions/x', () =>
      answerProblem(403, 'step-up-required', { maxAgeSeconds: 300 }),
    )
    let answer: Promise<unknown> = Promise.resolve()
    await act(async () => {
      answer = createDeviceApi(test.client)
        .end('x')
        .then(
          () => 'done',
          ({ code }: SojournError) => code,
        )
      await test.clock.settle()
    })
    return { test, restore, answered: () => answer }
  }
  const field = (): HTMLInputElement => screen.getByLabelText('Password')
  const type = (value: string): void => void fireEvent.change(field(), { target: { value } })

  it('asks, and lets the call run once more', async () => {
    const prove = vi.fn(async () => {})
    const { restore, answered } = await refused(prove)
    restore()
    type('hunter2')
    await press('Confirm')

    expect(await answered()).toBe('done')
    expect(prove).toHaveBeenCalledExactlyOnceWith(
      'hunter2',
      expect.objectContaining({ maxAgeSeconds: 300 }),
    )
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('says that a proof was not accepted, and keeps no password', async () => {
    await refused(() => Promise.reject(new Error('wrong')))
    type('hunter3')
    await press('Confirm')

    expect(screen.getByRole('alert').textContent).toBe('That did not work. Please try again.')
    expect(field().value).toBe('')
    expect(document.activeElement).toBe(field())
  })

  it('is cancelled by Escape', async () => {
    const { answered } = await refused(async () => {})
    await act(async () => pressEscape())

    expect(await answered()).toBe('step-up-cancelled')
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('is over when the session is: nobody proves anything for somebody else', async () => {
    const { test, answered } = await refused(async () => {})
    test.server.end('revoked')
    await act(() => test.client.probe())

    expect(await answered()).toBe('step-up-cancelled')
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})
