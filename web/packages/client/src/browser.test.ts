import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBrowserEnvironment } from './browser-environment.ts'
import { openTabChannel } from './tab-channel.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the channel between tabs', () => {
  it('is a BroadcastChannel where there is one', async () => {
    const [here, there] = [openTabChannel('a'), openTabChannel('a')]
    const heard = new Promise((resolve) => there?.listen(resolve))

    here?.post({ kind: 'ended' })

    expect(await heard).toEqual({ kind: 'ended' })
    here?.close()
    there?.close()
  })

  it('is nothing where the browser forbids it, and everything works without', () => {
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        constructor() {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        }
      },
    )

    expect(openTabChannel('b')).toBeUndefined()
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
