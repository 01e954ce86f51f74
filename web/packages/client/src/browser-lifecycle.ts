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
  const on = (target: EventTarget, names: string, run: (event: Event) => void): void => {
    for (const name of names.split(' ')) target.addEventListener(name, run, options)
  }
  on(document, 'visibilitychange resume', () => handler(document.hidden ? 'hidden' : 'visible'))
  on(window, 'online offline', ({ type }) => handler(type as LifecycleSignal))
  on(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) handler('restored')
  })
  // Events that scripts make are not somebody being there.
  on(document, inputEvents, ({ isTrusted }) => {
    if (isTrusted) handler('input')
  })
  return () => removal.abort()
}
