import type { EndReason, Session, Warning } from './snapshot.ts'

/** What a step-up must achieve, as the server's refusal says. */
export interface StepUpRequest {
  /** How recent the proof must be; undefined if the server did not say. */
  readonly maxAgeSeconds?: number
  /** How long ago the person last proved who they are. */
  readonly provedSecondsAgo?: number
}

/** The events of a client and what each carries. */
export interface SessionEvents {
  /** A session is there that was not there before. */
  readonly active: Session
  /** The session is over; `here` if this very page signed it out. */
  readonly ended: { readonly reason: EndReason; readonly here: boolean }
  /** The same session has a newer generation: claims or assurance may have changed. */
  readonly changed: Session
  /** The person pressed "stay signed in", and the server agreed. */
  readonly renewed: Session
  /** A deadline came near. */
  readonly warning: Warning
  /** A call was refused until the person proves again who they are. */
  readonly stepUpRequired: StepUpRequest
  /** The event stream of this browser is open, and this tab has it: news comes within a moment. */
  readonly streamConnected: undefined
  /**
   * The event stream broke. It is opened again by itself; until then news comes with the next answer. One
   * that was closed because the page is hidden, or nobody is signed in, is not lost.
   */
  readonly streamLost: undefined
}

type HandledEvent = keyof SessionEvents | 'snapshot' | 'stepUp'

/** Handlers by event name; `snapshot` and `stepUp` are what `subscribe` and `handleStepUp` fill. */
export type Handlers = {
  [TName in HandledEvent]?: Set<(payload: never) => unknown>
}

/** Adds a handler and returns the way to remove it. */
export function addHandler<TPayload>(
  handlers: Handlers,
  event: HandledEvent,
  handler: (payload: TPayload) => unknown,
): () => void {
  // Wrapped, so that adding one function twice and removing it once leaves it there once.
  const entry = (payload: TPayload): unknown => handler(payload)
  handlers[event] ??= new Set()
  const entries = handlers[event].add(entry)
  return () => {
    entries.delete(entry)
  }
}
