import type { Core } from './core.ts'
import { refresh } from './refresh.ts'

/** An access token: a secret, in the memory of this tab only. */
export interface AccessToken {
  readonly text: string
  /** Its session's, when it was issued; undefined where the page may not read the answer's header. */
  readonly generation: number | undefined
  /** When to refresh first, and when it is worth nothing: moments of the clock. */
  readonly staleAt: number
  readonly lapsesAt: number
}

/**
 * Fetches with an access token: one that is absent or close to its lapse is refreshed first. One that
 * the server refuses all the same, because it has another clock or has moved the session on, is
 * refreshed and the request repeated, once.
 */
export async function fetchWithToken(
  core: Core,
  input: RequestInfo | URL,
  init: RequestInit,
  canRepeat: boolean,
): Promise<Response> {
  const headers = new Headers(init.headers)
  // A request that brings a credential of its own asks for none of ours.
  if (headers.has('Authorization')) return core.fetch(input, init)
  const attempt = async (token: AccessToken | undefined): Promise<Response> => {
    if (token) headers.set('Authorization', `Bearer ${token.text}`)
    else headers.delete('Authorization')
    const target = input instanceof Request ? input.clone() : input
    const response = await core.fetch(target, { ...init, headers })
    // A credential is told its own generation. A newer one is what this very request has made, by a
    // step-up or a new password: what comes next must not show the proof from before.
    if (isOlder(token, readGeneration(response))) forget(core, token)
    return response
  }
  const token = await currentToken(core)
  const response = await attempt(token)
  // Without a token the refresh was refused, and the endpoint has judged the request of nobody.
  if (!token || !canRepeat || !isRefused(response)) return response
  forget(core, token)
  return attempt(await currentToken(core))
}

/** The generation that the header of an answer tells. */
export function readGeneration({ headers }: Response): number | undefined {
  const [, digits] = /^active;.*; generation=(\d+)/.exec(headers.get('Sojourn-Session') ?? '') ?? []
  return digits === undefined ? undefined : Number(digits)
}

/** The token to send now. Nothing means that the server gives this browser none. */
async function currentToken(core: Core): Promise<AccessToken | undefined> {
  const { token, snapshot } = core
  core.isTokenUsed = true
  const generation = snapshot.status === 'active' ? snapshot.session.generation : undefined
  if (token && core.clock() < token.staleAt && !isOlder(token, generation)) return token
  try {
    await refresh(core)
  } catch (error) {
    if (!core.token || core.clock() >= core.token.lapsesAt) throw error
  }
  return core.token
}

/** Whether an answer says that the token is worth nothing; a session that has ended is not refreshed. */
function isRefused({ status, headers }: Response): boolean {
  const isOurs = /^Bearer/.test(headers.get('WWW-Authenticate') ?? '')
  return status === 401 && isOurs && !/^ended/.test(headers.get('Sojourn-Session') ?? '')
}

function forget(core: Core, token: AccessToken | undefined): void {
  if (core.token === token) core.token = undefined
}

function isOlder(token: AccessToken | undefined, generation: number | undefined): boolean {
  return Number(token?.generation) < Number(generation)
}
