import { createBrowserLifecycle } from './browser-lifecycle.ts'
import type { Environment } from './environment.ts'
import type { Parts } from './parts.ts'

// Browsers keep a delay in 32 bits: one beyond 24.8 days fires at once (trap: timers).
const longestDelayMs = 2e9

/** Creates the environment of the browser, or of a server that renders: the only place that looks. */
export function createBrowserEnvironment(): Environment {
  return {
    // Looked up at each call, so that tools which replace the global are seen.
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    monotonic: () => performance.now(),
    setTimer: (run, delayMs) => {
      const timer = setTimeout(run, Math.min(delayMs, longestDelayMs))
      return () => clearTimeout(timer)
    },
    random: Math.random,
    note,
    channel: (name) => new BroadcastChannel(name),
    parts: {
      bearer: () => import('./access-token.ts'),
      refusal: () => import('./refusal.ts'),
      signOut: () => import('./finish-sign-out.ts'),
      tabs: () => import('./storage-channel.ts'),
      events: () => import('./event-stream.ts'),
    } satisfies Parts,
    pageUrl: () => globalThis.document?.baseURI,
    lifecycle: globalThis.document && createBrowserLifecycle(),
  }
}

function note(name: string, text?: string): string | null | undefined {
  try {
    // Through the page: the global of a server that renders would be one note for all of its visitors.
    const { localStorage } = document.defaultView as Window
    if (text === undefined) return localStorage[name]
    localStorage[name] = text
  } catch {
    // trap: storage denied, full, or not there at all.
  }
  return undefined
}
