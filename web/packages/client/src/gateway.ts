import { activeSession, type Core } from './core.ts'
import { SojournError } from './errors.ts'
import { exchange } from './exchange.ts'
import { toError } from './problem.ts'

const defaultTimeoutMs = 10_000

// What the refresh cookie of a bearer session may ask for. An access token beside it would be judged
// alone, and one that has lapsed says "none" of a session that lives.
const byCookie = /^\/session(\?|$|\/refresh)/

/** A call to an endpoint of Sojourn. */
export interface ServerCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the base address, such as `/session`. */
  readonly path: string
  /** Sent as JSON. */
  readonly body?: unknown
  readonly activity?: 'user' | 'background'
  readonly headers?: Record<string, string>
}

/** Calls the server and returns its JSON, or what `read` makes of the response. */
export type CallServer = (
  call: ServerCall,
  read?: (response: Response) => Promise<unknown>,
) => Promise<unknown>

/** See {@link CallServer}. Everything but a 2xx is a {@link SojournError}. */
export async function callServer(
  core: Core,
  ...[call, read = (response) => response.json()]: Parameters<CallServer>
): Promise<unknown> {
  try {
    const response = await attempt(core, call)
    if (!response.ok) throw await toError(response, () => core.load('refusal'))
    return response.status === 204 ? undefined : await read(response)
  } catch (cause) {
    if (cause instanceof SojournError) throw cause
    // What is no JSON comes from somebody else: a proxy, a portal, or the wrong base address.
    const isText = cause instanceof SyntaxError
    throw new SojournError(isText ? 'unexpected-answer' : 'network', { cause })
  }
}

function attempt(core: Core, call: ServerCall): Promise<Response> {
  const { method, path, body, activity, headers } = call
  const init: RequestInit = {
    method,
    // A state of this browser must never come out of a cache, whatever the server or a proxy says.
    cache: 'no-store',
    credentials: 'include',
    redirect: 'error',
    // A sign-out must reach the server although its button leaves the page.
    keepalive: method === 'DELETE',
    headers: { 'Content-Type': 'application/json', ...headers },
    // Without one it stays undefined, which is none.
    body: JSON.stringify(body),
  }
  return exchange(core, core.baseUrl + path, init, {
    activity,
    retry: true,
    stepUp: true,
    // A question wants to hear of another session; a command must not reach it.
    expect: method === 'GET' ? undefined : activeSession(core)?.id,
    byCookie: byCookie.test(path),
    limit: () => timeLimit(core),
  })
}

/** Never cleared: it must also end a body that stalls, and aborting what is over does nothing. */
function timeLimit({ setTimer, options }: Core): AbortSignal {
  const limit = new AbortController()
  setTimer(
    () => limit.abort(new SojournError('timeout')),
    options.requestTimeoutMs ?? defaultTimeoutMs,
  )
  return limit.signal
}
