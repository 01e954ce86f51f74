import type { Core } from './core.ts'

/**
 * The sign-out that the server has not heard of: a session id, and `?everywhere=true` if that is meant.
 * Written down for all tabs and for the next start of the browser; a public id, which grants nothing.
 * In memory as well, for browsers that keep no notes.
 */
export function pendingSignOut(core: Core): string | null | undefined {
  return core.pending || core.note(noteName(core))
}

/** Writes down a sign-out that the server has not heard of. */
export function notePending(core: Core, text: string): void {
  core.pending = text
  core.note(noteName(core), text)
}

function noteName({ baseUrl }: Core): string {
  return `sojourn:${baseUrl}`
}
