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
  /** What listens to the server. */
  events(): Promise<typeof import('./event-stream.ts')>
}

/** Fetches a part; the browser keeps it. A failure is the network's, and the next call tries again. */
export async function loadPart<TName extends keyof Parts>(
  parts: Parts,
  name: TName,
): Promise<Awaited<ReturnType<Parts[TName]>>> {
  try {
    return (await parts[name]()) as Awaited<ReturnType<Parts[TName]>>
  } catch (cause) {
    throw new SojournError('network', { cause })
  }
}
