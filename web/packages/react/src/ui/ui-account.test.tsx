import { createDeviceApi, SojournError } from '@sojourn/client'
import { answerProblem, createTestSession, type TestSession } from '@sojourn/client/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { SessionProvider } from '../index.ts'
import { installTestDialog, pressEscape } from '../testing/index.ts'
import { english, german, SessionEndedNotice, StepUpDialog, type UiMessages } from './index.ts'

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

  it('says nothing where nobody was', async () => {
    await show(<SessionEndedNotice />, createTestSession({ signedIn: false }))

    expect(screen.queryByRole('status')).toBeNull()
  })

  it('tells a sign-out of this tab from one in another', async () => {
    const test = createTestSession()
    const other = test.openTab()
    await other.client.probe()
    other.client.start()
    await show(<SessionEndedNotice />, test)

    await act(() => other.client.signOut())
    await act(() => test.clock.advance(2000))
    expect(screen.getByRole('status').textContent).toContain('signed out in another tab')

    test.server.signIn()
    await act(() => test.client.probe())
    await act(() => test.client.signOut())

    expect(screen.getByRole('status').textContent).toContain('You have signed out.')
  })

  it('raises its voice where somebody else may have had a hand in it', async () => {
    const test = await show(<SessionEndedNotice />)
    const endBy = async (reason: 'idle' | 'revoked'): Promise<HTMLElement> => {
      test.server.end(reason)
      await act(() => test.client.probe())
      return screen.getByRole('status')
    }

    const revoked = await endBy('revoked')
    expect(revoked.textContent).toContain('If this was not you')
    expect(revoked.className).toContain('sojourn-caution')
    test.server.signIn()
    await act(() => test.client.probe())

    const idle = await endBy('idle')
    expect(idle.textContent).not.toContain('If this was not you')
    expect(idle.className).toBe('sojourn-notice')
    expect(idle.querySelector('strong')?.textContent).toBe('You are signed out')
  })

  it('has every word in every language', () => {
    const names = ({ expiry, ended, devices, stepUp }: UiMessages): string[][] =>
      [expiry, ended, devices, stepUp].map((words) => Object.keys(words).sort())

    expect(names(german)).toEqual(names(english))
  })
})

describe('the step-up dialog', () => {
  async function refused(
    prove: (password: string) => Promise<unknown>,
    explain?: (error: unknown) => string | undefined,
  ) {
    const test = await show(<StepUpDialog prove={prove} {...(explain && { explain })} />)
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
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('says that a proof was not accepted, and keeps no password', async () => {
    await refused(() => Promise.reject(new Error('wrong')))
    type('hunter3')
    await press('Confirm')

    expect(screen.getByRole('alert').textContent).toBe('That was not accepted. Please try again.')
    expect(field().value).toBe('')
    expect(document.activeElement).toBe(field())
    expect(field().getAttribute('aria-invalid')).toBe('true')
    const described = field().getAttribute('aria-describedby') ?? ''
    expect(document.getElementById(described)).toBe(screen.getByRole('alert'))
  })

  it('blames no password for a server that does not answer', async () => {
    await refused(() => Promise.reject(new SojournError('network')))
    type('hunter2')
    await press('Confirm')

    expect(screen.getByRole('alert').textContent).toBe(
      'There is no answer right now. Please try again in a moment.',
    )
  })

  it('says why in the words of the host, where it has any', async () => {
    const errors = [new Error('locked'), new Error('wrong')]
    await refused(
      () => Promise.reject(errors.shift()),
      (error) => (Object(error).message === 'locked' ? 'Your account is locked.' : undefined),
    )
    type('hunter2')
    await press('Confirm')
    expect(screen.getByRole('alert').textContent).toBe('Your account is locked.')

    type('hunter3')
    await press('Confirm')

    expect(screen.getByRole('alert').textContent).toBe('That was not accepted. Please try again.')
  })

  it('is a question and no alarm, and says that it is busy', async () => {
    let accept = (): void => {}
    const { restore, answered } = await refused(
      () =>
        new Promise<void>((resolve) => {
          accept = resolve
        }),
    )
    expect(screen.getByRole('dialog').hasAttribute('role')).toBe(false)
    type('hunter2')
    await press('Confirm')
    expect(screen.getByRole('button', { name: 'One moment …' })).toBeTruthy()

    restore()
    await act(async () => accept())

    expect(await answered()).toBe('done')
  })

  it('is cancelled by Escape', async () => {
    const { answered } = await refused(async () => {})
    await act(async () => pressEscape())

    expect(await answered()).toBe('step-up-cancelled')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('is over when the session is: nobody proves anything for somebody else', async () => {
    const { test, answered } = await refused(async () => {})
    test.server.end('revoked')
    await act(() => test.client.probe())

    expect(await answered()).toBe('step-up-cancelled')
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
