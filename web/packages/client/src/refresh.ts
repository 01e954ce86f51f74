import { readGeneration } from './access-token.ts'
import type { Core } from './core.ts'
import type { SojournError } from './errors.ts'

// Browsers keep a delay in 32 bits: anything longer fires at once (trap: timers).
const longestLifeMs = 86_400_000

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
  // Of the browser's own making and not of `random()`: with it a lost answer is given again.
  core.attempt ??= crypto.randomUUID()
  const call = {
    method: 'POST',
    path: '/session/refresh',
    activity: 'background',
    headers: { 'Sojourn-Attempt': core.attempt },
  } as const
  try {
    await core.call(call, async (response) => {
      const body = await response.json()
      // trap: sign-out races. The token of whoever was signed in before is nobody's here.
      if (epoch === core.epoch) accept(core, body, readGeneration(response), at)
    })
    core.attempt = undefined
  } catch (error) {
    refuse(core, error as SojournError, epoch)
  }
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
  // Without an answer, or with one that says to come back, the same attempt goes on.
  if (!error.retryable) core.attempt = undefined
  core.doubt()
  if (error.status !== 401) throw error
  // The session is over or travels by other means, and the request goes as the browser sends it.
  if (epoch === core.epoch) core.token = undefined
}
