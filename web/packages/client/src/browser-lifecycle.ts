import type { Lifecycle, LifecycleSignal } from './environment.ts'

const inputEvents = 'pointerdown pointermove keydown wheel'

/**
 * Watches the page. Never `unload` or `beforeunload`: they keep a page out of the back/forward
 * cache. Never window `focus`: frames of another origin do not get it (trap: iframes).
 */
export function createBrowserLifecycle(): Lifecycle {
  return {
    isVisible: () => !document.hidden,
    isFocused: () => document.hasFocus(),
    listen,
  }
}

function listen(handler: (signal: LifecycleSignal) => void): () => void {
  const removal = new AbortController()
  const options = { signal: removal.signal, passive: true, capture: true }
  const on = (names: string, read: (event: Event) => unknown): void => {
    // On the window, which all events of the document pass as well on their way down.
    for (const name of names.split(' ')) {
      addEventListener(
        name,
        (event) => {
          const signal = read(event)
          if (signal) handler(signal as LifecycleSignal)
        },
        options,
      )
    }
  }
  on('visibilitychange resume', () => (document.hidden ? 'hidden' : 'visible'))
  on('online offline', ({ type }) => type)
  on('pageshow', (event) => (event as PageTransitionEvent).persisted && 'restored')
  // Events that scripts make are not somebody being there.
  on(inputEvents, ({ isTrusted }) => isTrusted && 'input')
  return () => removal.abort()
}
