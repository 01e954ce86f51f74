import type { AccessToken } from './access-token.ts'
import { type Agenda, createAgenda } from './agenda.ts'
import { createBrowserEnvironment } from './browser-environment.ts'
import { createClock } from './clock.ts'
import type { Environment, EventStream, TabChannel } from './environment.ts'
import { SojournError } from './errors.ts'
import type { StreamTurn } from './event-stream.ts'
import type { Handlers, SessionEvents } from './events.ts'
import type { CallServer } from './gateway.ts'
import type { SessionClientOptions } from './options.ts'
import type { loadPart, PartName } from './parts.ts'
import type { ActiveSnapshot, Session, SessionSnapshot, Warning } from './snapshot.ts'

/** The times of the active session: moments of the clock, and lengths. */
export interface Timing {
  readonly idle: number
  readonly absolute: number
  readonly warningMs: number
  readonly renewalMs: number
}

/** A question to the server that is under way. */
export interface Flight {
  readonly epoch: number
  readonly answer: Promise<SessionSnapshot>
  /** Something was learned after the question was sent: its answer may predate that. */
  doubted?: boolean
}

/** Calls that all who ask at the same time share. */
export type SharedCall = 'signOut' | 'activity' | 'extend'

/** Functions that modules call without importing each other; the client ties the knot. */
export interface Hooks {
  /** What we know may be wrong: confirm it with the server. */
  doubt(): void
  /** Something was published or heard: timers and streams may have to move. */
  settled(): void
  /** Calls an endpoint of Sojourn. */
  readonly call: CallServer
  /** Fetches what not every page needs. */
  load<TName extends PartName>(name: TName): ReturnType<typeof loadPart<TName>>
}

/**
 * The state that the modules of one client share. JavaScript runs one task at a time, so nothing
 * here needs a lock; what can go wrong is an answer that arrives late, and `epoch` is for that:
 * it moves whenever the browser's identity does, and whatever began in an older epoch is dropped.
 */
export interface Core extends Environment, Hooks {
  readonly options: SessionClientOptions
  /** For parts, which import nothing but types. */
  readonly emit: typeof emit
  readonly SojournError: typeof SojournError
  readonly baseUrl: string
  /** Milliseconds that only ever grow, asleep or not. */
  readonly clock: () => number
  readonly agenda: Agenda
  readonly handlers: Handlers
  /** Calls that all who ask at the same time share. */
  readonly shared: { [TName in SharedCall]?: Promise<unknown> | undefined }
  snapshot: SessionSnapshot
  epoch: number
  /** How often this page was told that nobody is signed in, known or not. */
  nones: number
  failures: number
  /** There exactly while a session is active. */
  timing?: Timing | undefined
  /** The text that the active session was made from, without its ages. */
  facts?: string
  /** Why the session is over, as the event stream said; the server has yet to confirm that it is. */
  reason?: string | undefined
  running?: boolean
  offline?: boolean
  /** See `pendingSignOut`; here as well, for browsers that keep no notes. */
  pending?: string | undefined
  /** Moments of the clock; -Infinity for never. `restUntil` is when the server wants to be asked again. */
  heardAt: number
  inputAt: number
  renewedAt: number
  restUntil: number
  flight?: Flight | undefined
  /** What parts share as `shared` is shared: the finishing of a sign-out, and a proof. */
  finishing?: Promise<void> | undefined
  proof?: Promise<void> | undefined
  tabs?: TabChannel | undefined
  stream?: EventStream | undefined
  /** The place in the queue for the one stream of this browser. */
  turn?: StreamTurn | undefined
  /** The access token of the active session; it is here, in a header on its way, and nowhere else. */
  token?: AccessToken | undefined
  /** Whether anything was sent since the last refresh: a page at rest keeps no token fresh. */
  isTokenUsed?: boolean
  /** The refresh that is under way, and whose. */
  refresh?: { readonly epoch: number; readonly done: Promise<void> } | undefined
  /** A session, and the name of a refresh of it until the server has answered: see `nameAttempt`. */
  attempt?: string | undefined
}

/** When a call began, under which identity, and after how many ends. */
export interface CallStart {
  readonly at: number
  readonly nones: number
  readonly epoch: number
}

/** Creates the state of a client that has not heard anything yet. */
export function createCore(options: SessionClientOptions, hooks: Hooks): Core {
  const environment = { ...createBrowserEnvironment(), ...options.environment }
  return {
    ...environment,
    ...hooks,
    emit,
    SojournError,
    options,
    baseUrl: (options.baseUrl ?? '/sojourn').replace(/\/$/, ''),
    clock: createClock(environment),
    agenda: createAgenda(environment),
    handlers: {},
    shared: {},
    snapshot: { status: 'unknown' },
    heardAt: -Infinity,
    inputAt: -Infinity,
    renewedAt: -Infinity,
    restUntil: 0,
    epoch: 0,
    nones: 0,
    failures: 0,
  }
}

/** Notes the beginning of a call, to judge its answer by. */
export function beginCall(core: Core): CallStart {
  return { at: core.clock(), epoch: core.epoch, nones: core.nones }
}

/**
 * Moves on to another identity: what began under the one before is dropped, and so is its token, before
 * anything is awaited.
 */
export function beginEpoch(core: Core): number {
  core.token = undefined
  return ++core.epoch
}

/** The session if one is active: no other snapshot has one. */
export function activeSession({ snapshot }: Core): Session | undefined {
  return (snapshot as Partial<ActiveSnapshot>).session
}

/** The warning if one is open. */
export function openWarning({ snapshot }: Core): Warning | undefined {
  return (snapshot as Partial<ActiveSnapshot>).warning
}

/** Whether somebody may be looking at the page; false on a server. */
export function isVisible({ lifecycle }: Core): boolean {
  return !!lifecycle?.isVisible()
}

/** The events of handlers and the one of subscribers. */
export interface InternalEvents extends SessionEvents {
  readonly snapshot: undefined
}

/**
 * Tells the handlers of an event. One that throws must not keep the others from hearing it, nor stop
 * the client half-way through a change.
 */
export function emit<TEvent extends keyof InternalEvents>(
  core: Core,
  event: TEvent,
  payload?: InternalEvents[TEvent],
): void {
  for (const handler of [...(core.handlers[event] ?? [])]) {
    try {
      handler(payload as never)
    } catch (error) {
      core.options.onUnexpected?.(error)
    }
  }
}

/** Runs a call unless it is under way; whoever asks meanwhile gets the same promise. */
export function share<T>({ shared }: Core, name: SharedCall, run: () => Promise<T>): Promise<T> {
  shared[name] ??= run().finally(() => {
    shared[name] = undefined
  })
  return shared[name] as Promise<T>
}
