import type { Core } from './core.ts'
import type { Problem, SojournErrorDetails } from './errors.ts'
import type { Treatment } from './exchange.ts'

// The server asks for a second: by then the answer with the successor has reached the cookie jar.
const supersededWaitMs = 1000

const nobody = /^(none|ended|unavailable)\b/
const somebody = /^active *; *id="([^"]+)"/

// A server or proxy that asks for more is asked again all the same: nobody waits for a day.
const longestRestSeconds = 300

/**
 * Decides about a refused request: how to repeat it, or nothing for leaving it refused. Only what the
 * server refuses before it runs anything is repeated, and once for each reason.
 */
export async function judgeRefusal(
  core: Core,
  response: Response,
  treatment: Treatment,
): Promise<Treatment | undefined> {
  const problem = await readProblem(response)
  const { retry, stepUp, expect } = treatment
  if (problem?.code === 'session-changed') core.doubt()
  if (problem?.code === 'superseded' && retry) {
    await new Promise<void>((resolve) => {
      core.setTimer(resolve, supersededWaitMs)
    })
    return { ...treatment, retry: false }
  }
  // Whoever is here by now is asked for no proof that somebody else's request wants.
  const isTheirs = !expect || expect === shownId(core)
  if (
    problem?.code === 'step-up-required' &&
    isTheirs &&
    (await proveAgain(core, problem, stepUp))
  ) {
    // Of the proof before: repeated with it, the request would be refused once more.
    core.token = undefined
    return { ...treatment, stepUp: false }
  }
  const isRepeatable = retry && core.snapshot.status !== 'active'
  return isRepeatable && (await isSignedIn(core, response))
    ? { ...treatment, retry: false }
    : undefined
}

/**
 * Judges the answer to a request that was made under a session which the page does not show any more. Whose
 * answer it is the server says, and where it says nothing it belongs to the session that asked. One of
 * nobody, for nobody, is the answer to a sign-out; one of another session than asked, while nobody is shown,
 * comes from a sign-in. A refusal because of the change tells that nothing was run, and has nothing private.
 * All else is private to somebody who is gone, and nobody gets it.
 */
export async function judgeLate(core: Core, response: Response, asked: string): Promise<Response> {
  const text = response.headers.get('Sojourn-Session') ?? ''
  const [, named = asked] = somebody.exec(text) ?? []
  const owner = nobody.test(text) ? undefined : named
  const problem = await readProblem(response)
  // Looked at last: it may have come back while this part was fetched.
  const shown = shownId(core)
  const isForNow = shown === asked || shown === owner || (!shown && owner !== asked)
  if (isForNow || problem?.code === 'session-changed') return response
  // Only spares the rest of the transfer: it may have failed already.
  response.body?.cancel().catch(() => {})
  throw new core.SojournError('session-changed')
}

/** What a refusal says, for the error that it becomes. */
export async function describeRefusal(response: Response): Promise<SojournErrorDetails> {
  const seconds = Number(response.headers.get('Retry-After'))
  return {
    problem: await readProblem(response),
    // A date, which is the other form, would need a clock that agrees with the server's.
    retryAfterMs: seconds > 0 ? Math.min(seconds, longestRestSeconds) * 1000 : undefined,
  }
}

/**
 * Reads our refusal from a response without consuming it, or nothing if it is not ours.
 *
 * The `type` decides and not the status: an application's own 401 or 403 is none of our business,
 * and treating it as ours is how interceptors come to retry for ever.
 */
async function readProblem(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get('Content-Type')?.includes('problem+json')) return undefined
  const read = response.clone().json()
  const body = Object(await read.catch(() => {})) as Record<string, unknown>
  const { code, type } = body
  return typeof code === 'string' && type === `urn:sojourn:problem:${code}`
    ? (body as unknown as Problem)
    : undefined
}

/**
 * Says that a step-up is needed and lets the registered handler do it. True if the call is worth
 * repeating; calls that are refused meanwhile wait for the same proof instead of asking again.
 */
async function proveAgain(core: Core, problem: Problem, allowed: boolean): Promise<boolean> {
  if (!core.proof) core.emit(core, 'stepUpRequired', problem)
  const handler = [...(core.handlers.stepUp ?? [])].at(-1)
  if (!allowed || !handler) return false
  const ask = async (): Promise<void> => {
    await handler(problem as never)
  }
  core.proof ??= ask().finally(() => {
    core.proof = undefined
  })
  try {
    await core.proof
    return true
  } catch (cause) {
    throw new core.SojournError('step-up-cancelled', { cause })
  }
}

/**
 * Whether somebody is signed in although a host of access tokens was sent none: nobody had told this
 * page yet, and where a cookie would have spoken for itself the request must not fail.
 */
async function isSignedIn(core: Core, { headers }: Response): Promise<boolean> {
  if (!/^Bearer/.test(headers.get('WWW-Authenticate') ?? '')) return false
  if (!core.flight) core.doubt()
  await core.flight?.answer
  return core.snapshot.status === 'active'
}

function shownId({ snapshot }: Core): string | undefined {
  return snapshot.status === 'active' ? snapshot.session.id : undefined
}
