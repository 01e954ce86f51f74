import { acceptAnswer } from './accept.ts'
import { beginCall, type Core, createCore } from './core.ts'
import { remainingMs } from './deadlines.ts'
import { addHandler, type SessionEvents, type StepUpRequest } from './events.ts'
import { type SessionRequestInit, sessionFetch } from './exchange.ts'
import { callServer, type ServerCall } from './gateway.ts'
import { createStart } from './life.ts'
import type { SessionClientOptions } from './options.ts'
import { loadPart } from './parts.ts'
import { pendingSignOut } from './pending.ts'
import { doubt, probe } from './probe.ts'
import { renew } from './renewal.ts'
import { type SignOutOptions, signOut } from './sign-out.ts'
import type { DeadlineKind, SessionSnapshot } from './snapshot.ts'
import { rearm } from './watch.ts'

/** A page's view of the session that its browser holds. The server decides; this only reports. */
export interface SessionClient {
  /** What is known now; the same reference until it changes. */
  getSnapshot(): SessionSnapshot
  /** What was known when the client was created: what a server rendered and hydration expects. */
  getServerSnapshot(): SessionSnapshot
  /** Calls after each change of the snapshot; returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** Calls for each event of one kind; returns the way to stop. */
  on<TEvent extends keyof SessionEvents>(
    event: TEvent,
    handler: (payload: SessionEvents[TEvent]) => void,
  ): () => void
  /** Starts listening to page, tabs and server; the last one to release it stops it. */
  start(): () => void
  /** Asks the server. Never rejects for a failed call: the snapshot then says `stale`. */
  probe(): Promise<SessionSnapshot>
  /** Reports that somebody is there; `start()` does it by itself unless `activity` is false. */
  renew(): Promise<SessionSnapshot>
  /** "Stay signed in". Rejects with a `SojournError` if the server did not agree. */
  extend(): Promise<SessionSnapshot>
  /**
   * Signs out here, or everywhere. Rejects with `sign-out-pending` if the server could not be told: the
   * page is locked all the same, and the sign-out is finished before anything is shown again.
   */
  signOut(options?: SignOutOptions): Promise<void>
  /** Milliseconds to a deadline, computed now; nothing while nobody is signed in. */
  remaining(kind: DeadlineKind): number | undefined
  /**
   * `fetch` that keeps this view current, and rejects with `session-changed` what arrives for a session that
   * is over. Requests to foreign origins pass through untouched.
   */
  fetch(input: RequestInfo | URL, init?: SessionRequestInit): Promise<Response>
  /** Registers who lets the person prove again who they are; returns the way to remove it. */
  handleStepUp(handler: (request: StepUpRequest) => Promise<void>): () => void
  /** Calls an endpoint of Sojourn itself: its JSON, or a `SojournError`. */
  call(call: ServerCall): Promise<unknown>
}

/** Creates a client. Nothing happens before `start()` or the first call. */
export function createSessionClient(options: SessionClientOptions = {}): SessionClient {
  const core: Core = createCore(options, {
    doubt: () => doubt(core),
    settled: () => {
      rearm(core)
      if (!options.events || !(core.running || core.stream)) return
      // A part that cannot be fetched now is asked for again whenever something settles.
      core.load('events').then(
        (part) => part.syncEventStream(core),
        () => {},
      )
    },
    call: (call, read) => callServer(core, call, read),
    load: (name) => loadPart(core.parts, name),
  })
  if (options.initial && !pendingSignOut(core)) acceptAnswer(core, options.initial, beginCall(core))
  const initial = core.snapshot
  return {
    getSnapshot: () => core.snapshot,
    getServerSnapshot: () => initial,
    subscribe: (listener) => addHandler(core.handlers, 'snapshot', listener),
    on: (event, handler) => addHandler(core.handlers, event, handler),
    start: createStart(core),
    probe: () => probe(core),
    renew: () => renew(core, 'activity'),
    extend: () => renew(core, 'extend'),
    signOut: (signOutOptions) => signOut(core, signOutOptions),
    remaining: (kind) => remainingMs(core, kind),
    fetch: (input, init) => sessionFetch(core, input, init),
    handleStepUp: (handler) => addHandler(core.handlers, 'stepUp', handler),
    call: core.call,
  }
}
