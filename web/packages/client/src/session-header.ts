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

// In the order in which the server writes them; what a newer server adds comes after.
const sessionHeader =
  /^(none|ended|unavailable|active *; *id="([^"\\]+)" *; *generation=(\d+) *; *idle-seconds=(\d+) *; *absolute-seconds=(\d+)) *(?:;[^,]*)?$/

/**
 * Reads a `Sojourn-Session` header, a structured field item with parameters (RFC 9651).
 *
 * Only what the contract uses: strings without escapes, tokens, integers. A member that is missing or
 * malformed, and a state from a newer server, make it no header at all: what we cannot read must not
 * change what we know.
 */
export function parseSessionHeader(text: string | null): SessionHeader | undefined {
  const [, state, id, ...digits] = sessionHeader.exec(text ?? '') ?? []
  if (!id) return state ? { state: state as 'none' } : undefined
  const counts = digits.map(Number)
  const [generation, idleSeconds, absoluteSeconds] = counts as [number, number, number]
  return counts.every(isCount)
    ? { state: 'active', id, generation, idleSeconds, absoluteSeconds }
    : undefined
}
