import type { Environment } from './environment.ts'
import { SojournError } from './errors.ts'

/**
 * What not every page needs, and how to fetch it. A page learns of its carrier from the server, so
 * nobody chooses a part; a page of the cookie carriers never fetches what is for tokens.
 *
 * A part imports nothing but types from the rest: a module that both shared would make bundlers cut
 * the rest in two, at every page's expense.
 */
export interface Parts {
  /** What sends access tokens. */
  bearer(): Promise<typeof import('./access-token.ts')>
  /** What decides whether a refused request is repeated. */
  refusal(): Promise<typeof import('./refusal.ts')>
  /** What tells the server of a sign-out that it has not heard of. */
  signOut(): Promise<typeof import('./finish-sign-out.ts')>
  /** What tabs hear each other by in a browser without `BroadcastChannel`. */
  tabs(): Promise<typeof import('./storage-channel.ts')>
  /** What listens to the server. */
  events(): Promise<typeof import('./event-stream.ts')>
}

/** The parts by name, for environments that fetch them in another way. */
export type PartName = 'bearer' | 'refusal' | 'signOut' | 'tabs' | 'events'

/** Fetches a part; the browser keeps it. A failure is the network's, and the next call tries again. */
export function loadPart<TName extends PartName>(
  parts: Environment['parts'],
  name: TName,
): Promise<Awaited<ReturnType<Parts[TName]>>> {
  const part = parts[name]() as Promise<Awaited<ReturnType<Parts[TName]>>>
  return part.catch((cause) => {
    throw new SojournError('network', { cause })
  })
}
