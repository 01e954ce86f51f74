import { act, cleanup, render, screen } from '@testing-library/react'
import { Activity, type ReactNode } from 'react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { SignedIn } from './index.ts'
import {
  createTestSession,
  createTestWrapper,
  installTestDialog,
  passTime,
} from './testing/index.ts'
import { ExpiryDialog } from './ui/index.ts'

beforeAll(installTestDialog)
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function Page(props: { readonly mode: 'visible' | 'hidden' }): ReactNode {
  return (
    <Activity mode={props.mode}>
      <SignedIn>{({ subject }) => <p>signed in as {subject}</p>}</SignedIn>
      <ExpiryDialog />
    </Activity>
  )
}

const dialog = (): HTMLDialogElement | null => document.querySelector('dialog')

describe('a part of the page that is hidden for a while', () => {
  it('asks nothing meanwhile, and asks again afterwards', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const test = createTestSession()
    const { rerender } = render(<Page mode="visible" />, { wrapper: createTestWrapper(test) })
    await passTime(test, 28 * 60_000 + 1000)
    expect(dialog()?.open).toBe(true)

    rerender(<Page mode="hidden" />)
    // A modal dialog that nobody sees would make the whole page inert.
    expect(dialog()?.open).toBe(false)
    act(() => void dialog()?.dispatchEvent(new Event('close')))
    expect(dialog()?.open).toBe(false)
    expect(document.title).not.toContain('Signing out soon')

    rerender(<Page mode="visible" />)
    expect(dialog()?.open).toBe(true)
  })

  it('knows of an end that came meanwhile', async () => {
    const test = createTestSession()
    const { rerender } = render(<Page mode="visible" />, { wrapper: createTestWrapper(test) })
    await passTime(test)
    rerender(<Page mode="hidden" />)

    test.server.end('revoked')
    await act(() => test.client.probe())
    rerender(<Page mode="visible" />)

    expect(screen.queryByText(/signed in as/)).toBeNull()
  })
})
