import { acceptHeader } from './accept.ts'
import { requestActivity } from './activity.ts'
import { activeSession, beginCall, type Core } from './core.ts'
import { pendingSignOut } from './pending.ts'
import { parseSessionHeader } from './session-header.ts'

/** Options of `client.fetch` beside those of `fetch`. */
export interface SessionRequestInit extends RequestInit {
  /**
   * Whether the person caused the request. Default: `user` if the page is visible and had input
   * within a minute, else `background`, which never keeps a session alive.
   */
  readonly activity?: 'user' | 'background'
  /** Whether to repeat once what the server refused as `superseded`. Default: true. */
  readonly retry?: boolean
  /** Whether to ask the registered step-up handler and repeat once. Default: true. */
  readonly stepUp?: boolean
}

/** How the pipeline treats a request; `client.fetch` and our own calls differ in these. */
export interface Treatment {
  readonly activity?: 'user' | 'background' | undefined
  readonly retry: boolean
  readonly stepUp: boolean
  /** The session that the request is meant for: that of its beginning, however long a wait follows. */
  readonly expect: string | undefined
  /** Whether the cookie alone speaks for it, in every carrier. */
  readonly byCookie?: boolean
  /** The limit of each attempt; a person who proves again who they are may take longer. */
  readonly limit?: () => AbortSignal
}

/** The pipeline behind `client.fetch`; requests to foreign origins pass through untouched. */
export async function sessionFetch(
  core: Core,
  input: RequestInfo | URL,
  { activity, retry = true, stepUp = true, ...init }: SessionRequestInit = {},
): Promise<Response> {
  if (!isOurs(core, input)) return core.fetch(input, init)
  // trap: retrying requests. A stream is spent after one attempt.
  const canRepeat = !(init.body instanceof ReadableStream)
  const expect = activeSession(core)?.id
  const response = await exchange(core, input, init, {
    activity,
    retry: retry && canRepeat,
    stepUp: stepUp && canRepeat,
    expect,
  })
  // trap: sign-out races. Without the part that judges it, nobody gets what may be somebody else's.
  return !expect || expect === activeSession(core)?.id
    ? response
    : (await core.load('refusal')).judgeLate(core, response, expect)
}

/**
 * Sends a request, learns from the answer, and repeats it at most once for each of the two refusals
 * that the server gives before it runs anything.
 */
export async function exchange(
  core: Core,
  input: RequestInfo | URL,
  init: RequestInit,
  treatment: Treatment,
): Promise<Response> {
  // A sign-out that the server has not heard of goes first, or the answer would show what it hid.
  if (pendingSignOut(core)) await (await core.load('signOut')).finishSignOut(core)
  const call = beginCall(core)
  const response = await send(core, input, init, treatment)
  const header = parseSessionHeader(response.headers.get('Sojourn-Session'))
  // While a sign-out is under way every header says what the sign-out itself is about to say.
  if (header && !core.shared.signOut) acceptHeader(core, header, call)
  if (response.ok) return response
  // Without the part the refusal stands.
  const part = await core.load('refusal').catch(() => {})
  const again = await part?.judgeRefusal(core, response, treatment)
  return again ? exchange(core, input, init, again) : response
}

async function send(
  core: Core,
  input: RequestInfo | URL,
  init: RequestInit,
  { activity, retry, expect, byCookie, limit }: Treatment,
): Promise<Response> {
  const headers = new Headers(init.headers ?? (input as Partial<Request>).headers)
  headers.set('X-Sojourn', '1')
  headers.set('Sojourn-Activity', activity ?? requestActivity(core))
  if (expect) headers.set('Sojourn-Expect', expect)
  // A request object can be sent once only; its copy leaves the original for the second attempt.
  const attempt = input instanceof Request ? input.clone() : input
  const options = { ...init, headers, ...(limit && { signal: limit() }) }
  if (byCookie || activeSession(core)?.carrier !== 'bearer') return core.fetch(attempt, options)
  const { fetchWithToken } = await core.load('bearer')
  return fetchWithToken(core, attempt, options, retry)
}

/**
 * Whether a request goes to the page's origin or to the session's. Anyone else must not learn the
 * session id, and a header that they do not expect would fail their CORS check.
 */
function isOurs(core: Core, input: RequestInfo | URL): boolean {
  const page = core.pageUrl() ?? 'http://localhost'
  const origin = (address: string): string => new URL(address, page).origin
  const target = origin((input as Partial<Request>).url ?? String(input))
  return target === origin(core.baseUrl) || target === origin('')
}
