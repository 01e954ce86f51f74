import { isCount } from './guards.ts'

/** What a `Sojourn-Session` header says. */
export type SessionHeader =
  | {
      readonly state: 'active'
      readonly id: string
      readonly generation: number
      readonly idleSeconds: number
      readonly absoluteSeconds: number
    }
  /** An end carries no reason here: it is only a reason to ask, and the answer tells. */
  | { readonly state: 'none' | 'ended' | 'unavailable' }

/**
 * Reads a `Sojourn-Session` header, a structured field item with parameters (RFC 9651).
 *
 * Only what the contract uses: strings without escapes, tokens, integers. A member that is missing or
 * malformed, and a state from a newer server, make it no header at all: what we cannot read must not
 * change what we know.
 */
export function parseSessionHeader(text: string | null): SessionHeader | undefined {
  const [state, ...rest] = (text ?? '').split(/ *; */)
  const read = (name: string): string | undefined =>
    rest.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1)
  const count = (name: string): number => Number(read(name) || undefined)
  if (state === 'none' || state === 'ended' || state === 'unavailable') return { state }
  const id = /^"([^"\\]+)"$/.exec(read('id') ?? '')?.[1]
  const generation = count('generation')
  const idleSeconds = count('idle-seconds')
  const absoluteSeconds = count('absolute-seconds')
  return state === 'active' && id && [generation, idleSeconds, absoluteSeconds].every(isCount)
    ? { state, id, generation, idleSeconds, absoluteSeconds }
    : undefined
}
