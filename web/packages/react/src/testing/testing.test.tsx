import type { SessionAnswer } from '@sojourn/client'
import { act, cleanup, render, renderHook, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SessionPending, SignedIn, SignedOut, useSession } from '../index.ts'
import { createTestSession, createTestWrapper, passTime, type TestSession } from './index.ts'

afterEach(cleanup)

function Page(): ReactNode {
  return (
    <>
      <SessionPending>one moment</SessionPending>
      <SignedIn>{({ subject }) => `signed in as ${subject}`}</SignedIn>
      <SignedOut>{(reason) => `signed out: ${reason ?? 'never in'}`}</SignedOut>
    </>
  )
}

describe('the kit', () => {
  it('plays a whole session in one test', async () => {
    const test = createTestSession()
    render(<Page />, { wrapper: createTestWrapper(test) })
    await passTime(test)
    expect(screen.getByText('signed in as 5b1f')).toBeTruthy()

    await passTime(test, 31 * 60_000)

    expect(screen.getByText('signed out: idle')).toBeTruthy()
  })

  it('asks the server once, in strict mode too', async () => {
    const test = createTestSession()
    renderHook(() => useSession(), { wrapper: createTestWrapper(test) })
    await passTime(test, 3000)

    expect(test.server.count('GET /session')).toBe(1)
  })
})

describe('a page that a server rendered', () => {
  async function rendered(test: TestSession): Promise<{ html: string; initial: SessionAnswer }> {
    const initial = await (await test.server.fetch('/sojourn/session')).json()
    // One client for this request: a shared one would show one person's session to the next.
    const { client } = createTestSession({ initial })
    const Wrapper = createTestWrapper({ client })
    const html = renderToString(
      <Wrapper>
        <Page />
      </Wrapper>,
    )
    return { html, initial }
  }

  it('says who is signed in from the first byte on, and hydrates without a mismatch', async () => {
    const test = createTestSession()
    const { html, initial } = await rendered(test)
    expect(html).toContain('signed in as 5b1f')
    const tab = test.openTab({ initial })
    const container = document.createElement('div')
    container.innerHTML = html
    const onRecoverableError = vi.fn()
    const Wrapper = createTestWrapper(tab)

    const root = await act(async () =>
      hydrateRoot(
        container,
        <Wrapper>
          <Page />
        </Wrapper>,
        { onRecoverableError },
      ),
    )
    await passTime(test)

    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(container.textContent).toBe('signed in as 5b1f')
    act(() => root.unmount())
  })

  it('says why nobody is', async () => {
    const test = createTestSession()
    test.server.end('absolute')

    const { html } = await rendered(test)

    expect(html).toBe('signed out: absolute')
  })
})
