import { createDeviceApi } from '@sojourn/client'
import { answerProblem, createTestSession, type TestSession } from '@sojourn/client/testing'
import { act, cleanup, render, renderHook, screen } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  SessionPending,
  SessionProvider,
  SignedIn,
  SignedOut,
  useDevices,
  useExpiryWarning,
  useRequireSession,
  useSession,
  useSessionClient,
  useStepUp,
} from './index.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function wrapperFor(test: TestSession): (props: { children: ReactNode }) => ReactNode {
  return ({ children }) => (
    <StrictMode>
      <SessionProvider client={test.client}>{children}</SessionProvider>
    </StrictMode>
  )
}

function Page(): ReactNode {
  return (
    <>
      <SessionPending>one moment</SessionPending>
      <SignedIn>{(session) => `signed in as ${session.subject}`}</SignedIn>
      <SignedOut>{(reason) => `signed out: ${reason ?? 'never in'}`}</SignedOut>
    </>
  )
}

const settle = (test: TestSession): Promise<void> => act(() => test.clock.settle())

describe('the gates', () => {
  it('show one moment, then who is signed in, then why nobody is', async () => {
    const test = createTestSession()
    const { container } = render(<Page />, { wrapper: wrapperFor(test) })
    expect(container.textContent).toBe('one moment')

    await settle(test)
    expect(container.textContent).toBe('signed in as 5b1f')

    await act(() => test.client.signOut())
    expect(container.textContent).toBe('signed out: signed-out')
  })

  it('take plain children too', async () => {
    const test = createTestSession({ signedIn: false })
    render(
      <>
        <SignedIn>in</SignedIn>
        <SignedOut>out</SignedOut>
      </>,
      { wrapper: wrapperFor(test) },
    )
    await settle(test)

    expect(screen.queryByText('in')).toBeNull()
    expect(screen.getByText('out')).toBeTruthy()
  })
})

describe('the provider', () => {
  it('asks the server once in strict mode', async () => {
    const test = createTestSession()
    render(<Page />, { wrapper: wrapperFor(test) })
    await act(() => test.clock.advance(3000))

    expect(test.server.count('GET /session')).toBe(1)
  })

  it('stops the client after it is gone', async () => {
    const test = createTestSession()
    const { unmount } = render(<Page />, { wrapper: wrapperFor(test) })
    await act(() => test.clock.advance(20_000))
    unmount()
    await test.clock.advance(2000)

    expect(test.clock.timers()).toBe(0)
  })

  it('is required, and its absence says what to do', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})

    expect(() => renderHook(useSessionClient)).toThrow('SessionProvider')
  })

  it('hydrates without a mismatch', async () => {
    const test = createTestSession()
    const page = (
      <SessionProvider client={test.client}>
        <Page />
      </SessionProvider>
    )
    const container = document.createElement('div')
    container.innerHTML = renderToString(page)
    await test.client.probe()
    const onRecoverableError = vi.fn()

    await act(async () => hydrateRoot(container, page, { onRecoverableError }))

    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(container.textContent).toBe('signed in as 5b1f')
  })
})

describe('useSession', () => {
  it('renders selector users only for their part', async () => {
    const test = createTestSession()
    const renders = vi.fn()
    renderHook(
      () => {
        renders()
        return useSession(({ status }) => status)
      },
      { wrapper: wrapperFor(test) },
    )
    await settle(test)
    renders.mockClear()

    act(() => test.offline())

    expect(renders).not.toHaveBeenCalled()
  })

  it('bears selectors that make a new object each time', async () => {
    const test = createTestSession()
    const { result } = renderHook(() => useSession(({ status }) => ({ status })), {
      wrapper: wrapperFor(test),
    })
    await settle(test)

    expect(result.current).toEqual({ status: 'active' })
  })
})

describe('useRequireSession', () => {
  it('calls once per missing session, in strict mode too, and not while unknown', async () => {
    const test = createTestSession()
    const onMissing = vi.fn()
    const { result } = renderHook(() => useRequireSession({ onMissing }), {
      wrapper: wrapperFor(test),
    })
    await settle(test)
    expect(onMissing).not.toHaveBeenCalled()
    expect(result.current?.subject).toBe('5b1f')

    await act(() => test.client.signOut())

    expect(onMissing).toHaveBeenCalledExactlyOnceWith('signed-out')
  })

  it('calls once when the page opens without one', async () => {
    const test = createTestSession({ signedIn: false })
    const onMissing = vi.fn()
    await test.client.probe()
    renderHook(() => useRequireSession({ onMissing }), { wrapper: wrapperFor(test) })

    expect(onMissing).toHaveBeenCalledOnce()
  })

  it('does not call for a lost network', async () => {
    const test = createTestSession()
    const onMissing = vi.fn()
    test.server.state.reachable = false
    renderHook(() => useRequireSession({ onMissing }), { wrapper: wrapperFor(test) })
    await settle(test)

    expect(onMissing).not.toHaveBeenCalled()
  })
})

describe('useExpiryWarning', () => {
  async function warned(): Promise<{
    test: TestSession
    result: { current: ReturnType<typeof useExpiryWarning> }
  }> {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const test = createTestSession()
    const { result } = renderHook(() => useExpiryWarning(), { wrapper: wrapperFor(test) })
    await settle(test)
    expect(result.current).toMatchObject({ open: false, remainingMs: 0 })
    await act(() => test.clock.advance(28 * 60_000 + 1000))
    return { test, result }
  }

  it('opens and counts down by seconds', async () => {
    const { test, result } = await warned()
    expect(result.current).toMatchObject({
      open: true,
      kind: 'idle',
      canExtend: true,
      state: 'idle',
    })
    const before = result.current.remainingMs

    await act(async () => {
      await test.clock.advance(10_000)
      vi.advanceTimersByTime(1000)
    })

    expect(before - result.current.remainingMs).toBe(10_000)
  })

  it('closes when the person stays', async () => {
    const { result } = await warned()

    await act(() => result.current.extend())

    expect(result.current).toMatchObject({ open: false, state: 'idle' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stays open and says so when extending failed', async () => {
    const { test, result } = await warned()
    test.server.state.reachable = false

    await act(() => result.current.extend())

    expect(result.current).toMatchObject({ open: true, state: 'failed' })
  })
})

describe('useDevices', () => {
  it('loads once in strict mode, and page by page', async () => {
    const test = createTestSession()
    const { result } = renderHook(() => useDevices(), { wrapper: wrapperFor(test) })
    expect(result.current.status).toBe('loading')
    await settle(test)
    expect(result.current).toMatchObject({ status: 'ready', devices: [{ current: true }] })
    expect(test.server.requests.filter(({ path }) => path.startsWith('/sessions'))).toHaveLength(1)

    await act(async () => result.current.loadMore?.())

    expect(result.current.devices.map(({ id }) => id)).toContain('another')
    expect(result.current.loadMore).toBeUndefined()
  })

  it('shows an error and not an empty list', async () => {
    const test = createTestSession()
    test.server.state.reachable = false
    const { result } = renderHook(() => useDevices(), { wrapper: wrapperFor(test) })
    await settle(test)

    expect(result.current).toMatchObject({ status: 'error', error: { code: 'network' } })
  })

  it('renames, ends and reloads', async () => {
    const test = createTestSession()
    const { result } = renderHook(() => useDevices({ pageSize: 5 }), { wrapper: wrapperFor(test) })
    await settle(test)

    await act(() => result.current.rename('another', 'Work laptop'))
    await act(() => result.current.end('another'))
    const count = await act(() => result.current.endOthers())

    expect(count).toBe(2)
    expect(test.server.count('GET /sessions?most=5')).toBe(4)
  })
})

describe('useStepUp', () => {
  it('runs the action again after the proof', async () => {
    const test = createTestSession()
    await test.client.probe()
    const restore = test.server.intercept('/sessions/x', () =>
      answerProblem(403, 'step-up-required'),
    )
    const onRequired = vi.fn(async () => void restore())
    const { result } = renderHook(() => useStepUp(createDeviceApi(test.client).end, { onRequired }))

    await expect(result.current('x')).resolves.toBeUndefined()
    expect(onRequired).toHaveBeenCalledOnce()
  })

  it('that is cancelled rejects with a code', async () => {
    const test = createTestSession()
    await test.client.probe()
    test.server.intercept('/sessions/x', () => answerProblem(403, 'step-up-required'))
    const onRequired = (): Promise<void> => Promise.reject(new Error('closed'))
    const { result } = renderHook(() => useStepUp(createDeviceApi(test.client).end, { onRequired }))

    await expect(result.current('x')).rejects.toMatchObject({ code: 'step-up-cancelled' })
  })
})
