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

// In the order in which the server writes them; what a newer server adds comes after. An integer has
// at most 15 digits (RFC 9651 section 3.3.1), which a number holds exactly.
const sessionHeader =
  /^(none|ended|unavailable|active *; *id="([^"\\]+)" *; *generation=(\d{1,15}) *; *idle-seconds=(\d{1,15}) *; *absolute-seconds=(\d{1,15})) *(?:;[^,]*)?$/

/**
 * Reads a `Sojourn-Session` header, a structured field item with parameters (RFC 9651).
 *
 * Only what the contract uses: strings without escapes, tokens, integers. A member that is missing or
 * malformed, and a state from a newer server, make it no header at all: what we cannot read must not
 * change what we know.
 */
export function parseSessionHeader(text: string | null): SessionHeader | undefined {
  // None at all is read as the word "null", which is none of these either.
  const [, state, id, ...digits] = sessionHeader.exec(text as string) ?? []
  if (!id) return state ? { state: state as 'none' } : undefined
  const [generation, idleSeconds, absoluteSeconds] = digits.map(Number) as [number, number, number]
  return { state: 'active', id, generation, idleSeconds, absoluteSeconds }
}
