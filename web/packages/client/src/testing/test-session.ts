import type { Environment } from '../environment.ts'
import type { SessionClientOptions } from '../options.ts'
import { createSessionClient, type SessionClient } from '../session-client.ts'
import type { FakeSession } from './fake-answers.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createFakeServer, type FakeServer } from './fake-server.ts'
import { createFakeTab, type FakeBus, type FakeTab } from './fake-tab.ts'

/** A tab of the fake browser with its client. */
export interface TestTab extends FakeTab {
  readonly client: SessionClient
  /** The fake browser itself, to build others from. */
  readonly environment: Environment
}

/** One browser, one server, one clock; the first tab is open and not started. */
export interface TestSession extends TestTab {
  readonly server: FakeServer
  readonly clock: FakeClock
  /** Opens another tab of the same browser. */
  openTab(options?: SessionClientOptions): TestTab
  /** What the tabs have written down for each other; a browser keeps it when it is closed. */
  readonly notes: Map<string, string>
  /** Writes such a note as any script of the origin could, and lets all tabs hear of it. */
  writeNote(name: string, text: string): void
  /** Sends a message as any script of the origin could. */
  forge(message: unknown): void
}

/** How to begin. */
export interface TestSessionOptions extends SessionClientOptions {
  /** Whether somebody is signed in. Default: true. */
  readonly signedIn?: boolean
  /** How sessions travel. Default: `cookie`. */
  readonly carrier?: FakeSession['carrier']
}

/** Creates a whole fake world, for tests of several tabs without a browser. */
export function createTestSession(options: TestSessionOptions = {}): TestSession {
  const { signedIn = true, carrier, ...clientOptions } = options
  const clock = createFakeClock()
  const server = createFakeServer(clock, carrier)
  const bus: FakeBus = {
    listeners: new Set(),
    notes: new Map(),
    noteListeners: new Set(),
    locks: new Map(),
  }
  const openTab = (tabOptions: SessionClientOptions = {}): TestTab => {
    const { environment, ...tab } = createFakeTab(clock, bus)
    const whole = { ...environment, fetch: server.fetch, ...tabOptions.environment }
    const client = createSessionClient({ ...tabOptions, environment: whole })
    return { ...tab, client, environment: whole }
  }
  if (signedIn) server.signIn()
  return {
    ...openTab(clientOptions),
    server,
    clock,
    openTab,
    notes: bus.notes,
    writeNote: (name, text) => {
      bus.notes.set(name, text)
      for (const listener of [...bus.noteListeners]) listener(name, text, {})
    },
    forge: (message) => {
      for (const listener of [...bus.listeners]) listener(message, {})
    },
  }
}
