import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBrowserEnvironment } from './browser-environment.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the channel between tabs', () => {
  it('is a BroadcastChannel where there is one', async () => {
    const { channel } = createBrowserEnvironment()
    const [here, there] = [channel('a'), channel('a')]
    const heard = new Promise((resolve) => {
      if (there) there.onmessage = ({ data }) => resolve(data)
    })

    here?.postMessage({ kind: 'ended' })

    expect(await heard).toEqual({ kind: 'ended' })
    here?.close()
    there?.close()
  })
})

describe('notes', () => {
  it('are kept in the storage of the browser', () => {
    const { note } = createBrowserEnvironment()

    expect(note('a') || undefined).toBeUndefined()
    note('a', 'text')

    expect(note('a')).toBe('text')
    expect(localStorage.getItem('a')).toBe('text')
    note('a', '')
    expect(note('a')).toBe('')
  })

  it('are not there where storage is denied or full, and nothing throws', () => {
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    })
    const { note } = createBrowserEnvironment()

    expect(note('a', 'text')).toBeUndefined()
    expect(note('a')).toBeUndefined()
  })
})

describe('a delay beyond 24.8 days', () => {
  it('does not fire at once', () => {
    const timer = vi.spyOn(globalThis, 'setTimeout')
    createBrowserEnvironment().setTimer(() => {}, Infinity)()

    const [, delayMs] = timer.mock.lastCall ?? []
    expect(delayMs).toBeGreaterThan(86_400_000)
    expect(delayMs).toBeLessThan(2 ** 31)
  })
})

describe('the browser environment', () => {
  it('reports visibility, network and the back/forward cache until it is left', () => {
    const { lifecycle } = createBrowserEnvironment()
    const heard = vi.fn()
    const leave = lifecycle?.listen(heard)

    document.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('offline'))
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    leave?.()
    window.dispatchEvent(new Event('online'))

    expect(heard.mock.calls.flat()).toEqual(['visible', 'offline', 'restored'])
  })

  it('does not take events that scripts make for input', () => {
    const { lifecycle } = createBrowserEnvironment()
    const heard = vi.fn()
    const leave = lifecycle?.listen(heard)

    document.dispatchEvent(new Event('keydown'))
    leave?.()

    expect(heard).not.toHaveBeenCalled()
  })

  it('exists on a server, without a life cycle', () => {
    vi.stubGlobal('document', undefined)

    const environment = createBrowserEnvironment()

    expect(environment.lifecycle).toBeUndefined()
    expect(environment.pageUrl()).toBeUndefined()
  })
})
