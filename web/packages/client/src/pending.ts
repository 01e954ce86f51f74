import type { Core } from './core.ts'

/**
 * The sign-out that the server has not heard of: a session id, and `?everywhere=true` if that is meant.
 * Written down for all tabs and for the next start of the browser; a public id, which grants nothing.
 * In memory as well, for browsers that keep no notes.
 */
export function pendingSignOut(core: Core): string | null | undefined {
  return core.pending || core.note(sharedName(core))
}

/** Writes down a sign-out that the server has not heard of. */
export function notePending(core: Core, text: string): void {
  core.pending = text
  core.note(sharedName(core), text)
}

/** The name of what the tabs of one browser share: a note, and their channel. */
export function sharedName({ baseUrl }: Core): string {
  return `sojourn:${baseUrl}`
}
