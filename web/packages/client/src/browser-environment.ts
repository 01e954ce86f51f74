import { createBrowserLifecycle } from './browser-lifecycle.ts'
import type { Environment } from './environment.ts'
import { openTabChannel } from './tab-channel.ts'

/** Creates the environment of the browser, or of a server that renders: the only place that looks. */
export function createBrowserEnvironment(): Environment {
  return {
    // Looked up at each call, so that tools which replace the global are seen.
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    monotonic: () => performance.now(),
    setTimer: (run, delayMs) => {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: Math.random,
    channel: openTabChannel,
    parts: {
      bearer: () => import('./access-token.ts'),
      events: () => import('./event-stream.ts'),
    },
    pageUrl: () => globalThis.document?.baseURI,
    lifecycle: globalThis.document && createBrowserLifecycle(),
  }
}
