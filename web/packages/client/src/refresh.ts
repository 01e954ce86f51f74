import { readGeneration } from './access-token.ts'
import type { Core } from './core.ts'
import type { SojournError } from './errors.ts'

// Browsers keep a delay in 32 bits: anything longer fires at once (trap: timers).
const longestLifeMs = 86_400_000

const isAttempt = / [\w-]{16,64}$/

/** Gets a new access token. Those who need one at the same time share the call. */
export function refresh(core: Core): Promise<void> {
  // One of a former identity is not shared: its answer will be dropped.
  if (core.refresh?.epoch !== core.epoch) {
    const done = ask(core).finally(() => {
      if (core.refresh?.done === done) core.refresh = undefined
    })
    core.refresh = { epoch: core.epoch, done }
  }
  return core.refresh.done
}

async function ask(core: Core): Promise<void> {
  const { epoch } = core
  const at = core.clock()
  const attempt = nameAttempt(core)
  const call = {
    method: 'POST',
    path: '/session/refresh',
    activity: 'background',
    headers: { 'Sojourn-Attempt': attempt.replace(/.* /, '') },
  } as const
  try {
    await core.call(call, async (response) => {
      const body = await response.json()
      // trap: sign-out races. The token of whoever was signed in before is nobody's here.
      if (epoch === core.epoch) accept(core, body, readGeneration(response), at)
    })
    forgetAttempt(core, attempt)
  } catch (error) {
    // Without an answer, or with one that says to come back, the same attempt goes on.
    if (!(error as SojournError).retryable) forgetAttempt(core, attempt)
    refuse(core, error as SojournError, epoch)
  }
}

/**
 * The session and the name of the attempt to refresh it, the same in all tabs until one of them has been
 * answered: they share a cookie, so an answer that one has lost is given again to the next that asks,
 * and is not counted as a sign of theft. With its session, or the next one would take it over.
 *
 * Written down, because the tab that lost the answer may be gone. It is worth nothing without the cookie.
 */
function nameAttempt(core: Core): string {
  const { snapshot } = core
  const id = snapshot.status === 'active' ? snapshot.session.id : ''
  const [left] = [core.note(attemptNote(core)), core.attempt].filter(
    (text) => text?.startsWith(`${id} `) && isAttempt.test(text),
  )
  // Of the browser's own making and not of `random()`: nobody else may guess it.
  const attempt = left ?? `${id} ${crypto.randomUUID()}`
  core.attempt = attempt
  core.note(attemptNote(core), attempt)
  return attempt
}

/** Only what is still in use goes: another tab, or another session here, may have begun the next. */
function forgetAttempt(core: Core, attempt: string): void {
  if (core.attempt === attempt) core.attempt = undefined
  if (core.note(attemptNote(core)) === attempt) core.note(attemptNote(core), '')
}

function attemptNote({ baseUrl }: Core): string {
  return `sojourn:${baseUrl}:attempt`
}

function accept(core: Core, body: unknown, generation: number | undefined, at: number): void {
  const { accessToken: text, expiresInSeconds } = Object(body) as Record<string, unknown>
  const lifeMs = Math.min(Number(expiresInSeconds) * 1000, longestLifeMs)
  // What is no token comes from somebody else, as what is no JSON does.
  if (typeof text !== 'string' || !(lifeMs > 0)) throw new SyntaxError()
  core.token = { text, generation, staleAt: at + lifeMs * 0.9, lapsesAt: at + lifeMs }
  core.isTokenUsed = false
  // A stream lasts no longer than the token that opened it: it goes over to the new one.
  core.stream?.close()
  core.stream = undefined
  core.settled()
  // Spread, or tabs that woke together would come together for ever.
  core.agenda('refresh', () => refreshEarly(core), lifeMs * (0.6 + 0.3 * core.random()))
}

/** Refreshes before anybody has to wait for it, if somebody looks and the token was of use. */
function refreshEarly(core: Core): void {
  if (!core.running || !core.lifecycle?.isVisible() || !(core.isTokenUsed || core.stream)) return
  refresh(core).catch(() => {
    // The token is good for a while yet, and whoever needs the next one asks again.
  })
}

/** A refusal is confirmed, and an outage noted, by the one question whose answer we believe. */
function refuse(core: Core, error: SojournError, epoch: number): void {
  core.doubt()
  if (error.status !== 401) throw error
  // The session is over or travels by other means, and the request goes as the browser sends it.
  if (epoch === core.epoch) core.token = undefined
}
