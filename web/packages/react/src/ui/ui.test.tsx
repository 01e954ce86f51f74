import { createTestSession, type TestSession } from '@sojourn/client/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import axe from 'axe-core'
import { type ReactNode, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { SessionProvider, SignedIn } from '../index.ts'
import { installTestDialog, pressEscape } from '../testing/index.ts'
import {
  DraftKeeper,
  ExpiryDialog,
  type ExpiryDialogProps,
  german,
  SessionEndedNotice,
  useDraft,
} from './index.ts'

beforeAll(installTestDialog)
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
  document.title = 'Transfers'
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function Transfer(): ReactNode {
  const [text, setText, clear] = useDraft('transfer', '')
  return (
    <>
      <p>balance: 1,024</p>
      <input
        id="note"
        aria-label="note"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="button" onClick={clear}>
        send
      </button>
    </>
  )
}

function Page(props: ExpiryDialogProps): ReactNode {
  return (
    <main>
      <DraftKeeper>
        <SignedIn>
          <Transfer />
        </SignedIn>
        <ExpiryDialog
          signIn={
            <label>
              user <input />
            </label>
          }
          {...props}
        />
      </DraftKeeper>
      <SessionEndedNotice />
    </main>
  )
}

async function open(props: ExpiryDialogProps = {}): Promise<TestSession> {
  const test = createTestSession()
  render(
    <StrictMode>
      <SessionProvider client={test.client}>
        <Page {...props} />
      </SessionProvider>
    </StrictMode>,
  )
  await act(() => test.clock.settle())
  return test
}

async function pass(test: TestSession, ms: number): Promise<void> {
  await act(async () => {
    await test.clock.advance(ms)
    vi.advanceTimersByTime(Math.min(ms, 1000))
  })
}

async function openWarned(props: ExpiryDialogProps = {}): Promise<TestSession> {
  const test = await open(props)
  screen.getByLabelText('note').focus()
  await pass(test, 28 * 60_000 + 1000)
  return test
}

const dialog = (): HTMLElement | null => document.querySelector('dialog')
const note = (): HTMLInputElement => screen.getByLabelText('note')
const write = (text: string): void => void fireEvent.change(note(), { target: { value: text } })

async function endAndLearn(test: TestSession, reason: 'revoked' | 'idle' = 'revoked') {
  test.server.end(reason)
  await act(() => test.client.probe())
}

async function signIn(test: TestSession, subject = '5b1f'): Promise<void> {
  await act(() => test.clock.advance(1000))
  test.server.signIn()
  if (subject !== '5b1f') {
    const answer = await test.server.fetch('/sojourn/session')
    const body = await answer.json()
    body.session.subject = subject
    test.server.intercept('/session', () => new Response(JSON.stringify(body)))
  }
  await act(() => test.client.probe())
}

describe('the expiry dialog', () => {
  it('is not there before the warning', async () => {
    await open()

    expect(dialog()).toBeNull()
    expect(document.title).toBe('Transfers')
  })

  it('says why and for how long, marks the title, and has its name and its words announced', async () => {
    await openWarned()

    expect(dialog()?.textContent).toContain('You have not done anything for a while')
    expect(dialog()?.hasAttribute('open')).toBe(true)
    expect(dialog()?.getAttribute('role')).toBe('alertdialog')
    expect(document.title).toBe('Signing out soon – Transfers')
    const named = dialog()?.getAttribute('aria-labelledby') ?? ''
    expect(document.getElementById(named)?.textContent).toBe('You are about to be signed out')
    expect(document.activeElement?.textContent).toBe('Stay signed in')
  })

  it('counts seconds for the eyes, and speaks by steps of twenty', async () => {
    const test = await openWarned()
    const seen = new Set<string>()
    const spoken = new Set<string>()
    for (let step = 0; step < 22; step += 1) {
      await pass(test, 5000)
      const [shown, said] = dialog()?.querySelectorAll('p') ?? []
      seen.add(shown?.textContent ?? '')
      spoken.add(said?.textContent?.replace(/.* in /, '') ?? '')
    }

    expect(seen.size).toBe(22)
    expect([...spoken]).toEqual(['2 minutes.', '1 minute.', '40 seconds.', '20 seconds.'])
  })

  it('closes when the person stays, and gives focus and title back', async () => {
    await openWarned()
    await act(async () => fireEvent.click(screen.getByText('Stay signed in')))

    expect(dialog()).toBeNull()
    expect(document.activeElement).toBe(note())
    expect(document.title).toBe('Transfers')
  })

  it('takes Escape for staying, once the server has agreed', async () => {
    const test = await openWarned()
    test.server.state.reachable = false
    await act(async () => pressEscape())
    expect(dialog()?.hasAttribute('open')).toBe(true)
    expect(screen.getByRole('alert').textContent).toContain('did not work')

    test.server.state.reachable = true
    await act(async () => pressEscape())

    expect(dialog()).toBeNull()
  })

  it('is shown again if the browser closes it all the same', async () => {
    await openWarned()
    const element = dialog() as HTMLDialogElement
    element.close()

    act(() => void element.dispatchEvent(new Event('close')))

    expect(element.open).toBe(true)
  })

  it('closes in this tab when another one stays', async () => {
    const test = await openWarned()
    const other = test.openTab()
    other.client.start()
    await act(() => test.clock.settle())

    await act(async () => {
      await other.client.extend()
      await test.clock.advance(2000)
    })

    expect(dialog()).toBeNull()
  })

  it('speaks German, and whatever else it is told to', async () => {
    await openWarned({ messages: { ...german.expiry, stay: 'Weiter' } })

    expect(dialog()?.textContent).toContain('In 2 Minuten werden Sie abgemeldet')
    expect(screen.getByText('Weiter')).toBeTruthy()
  })

  it('has nothing that a strict policy for styles would refuse, and passes axe', async () => {
    vi.useRealTimers()
    const test = createTestSession()
    test.server.signIn({ idleAt: 100_000 })
    const { container } = render(<Page />, {
      wrapper: ({ children }) => <SessionProvider client={test.client}>{children}</SessionProvider>,
    })
    await act(() => test.clock.settle())
    expect(dialog()).not.toBeNull()

    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    })

    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    expect(document.querySelectorAll('[style], style')).toHaveLength(0)
  })

  it('renders on a server from the first answer', async () => {
    const { server } = createTestSession()
    const initial = await (await server.fetch('/sojourn/session')).json()
    const { client } = createTestSession({ initial })

    const html = renderToString(
      <SessionProvider client={client}>
        <Page />
      </SessionProvider>,
    )

    expect(html).toContain('balance')
    expect(html).not.toContain('dialog')
  })
})

describe('after an end that nobody chose', () => {
  it('private views are gone, and the dialog says why and asks to sign in', async () => {
    const test = await openWarned()
    write('half a sent')
    await endAndLearn(test)

    expect(document.body.textContent).not.toContain('balance')
    expect(document.body.innerHTML).not.toContain('half a sent')
    expect(dialog()?.textContent).toContain('on another device or by an administrator')
    // No warning any more but a form: read out as a whole it would be in the way of who fills it in.
    expect(dialog()?.hasAttribute('role')).toBe(false)
    expect(document.activeElement).toBe(screen.getByLabelText('user'))
  })

  it('the same person finds what was begun, and the focus where it was', async () => {
    const test = await openWarned()
    write('half a sent')
    await endAndLearn(test)

    await signIn(test)

    expect(dialog()).toBeNull()
    expect(note().value).toBe('half a sent')
    expect(document.activeElement).toBe(note())
  })

  it('somebody else finds nothing, and neither does the first person afterwards', async () => {
    const test = await open()
    write('half a sent')
    await endAndLearn(test)

    await signIn(test, 'somebody else')
    expect(note().value).toBe('')
    test.server.intercept('/session', () => undefined)
    await signIn(test)

    expect(note().value).toBe('')
  })

  it('nobody inherits a form that stays mounted while another session takes over', async () => {
    const test = await open()
    write('half a sentence')
    const field = note()

    await signIn(test, 'somebody else')

    expect(note()).toBe(field)
    expect(field.value).toBe('')
  })

  it('what was begun is forgotten after a quarter of an hour, or when the person says so', async () => {
    const test = await open()
    write('half a sent')
    await endAndLearn(test)
    act(() => void vi.advanceTimersByTime(15 * 60_000))
    await signIn(test)
    expect(note().value).toBe('')

    write('once more')
    await endAndLearn(test)
    fireEvent.click(screen.getByText('Not now'))
    expect(dialog()).toBeNull()
    expect(screen.getByRole('status').textContent).toContain('on another device')
    await signIn(test)

    expect(note().value).toBe('')
  })

  it('is not a sign-out: that leaves nothing, and asks nothing', async () => {
    const test = await open()
    write('half a sent')
    await act(() => test.client.signOut())
    expect(dialog()).toBeNull()

    await signIn(test)

    expect(note().value).toBe('')
  })

  it('a form that was sent starts empty', async () => {
    const test = await open()
    write('a sentence')
    fireEvent.click(screen.getByText('send'))
    await endAndLearn(test)
    await signIn(test)

    expect(note().value).toBe('')
  })
})
