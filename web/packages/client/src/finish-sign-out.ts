import type { Core } from './core.ts'

const isWhole = /^([^?]+)(\?everywhere=true)?$/

/**
 * Tells the server of the sign-out that it has not heard of. Whoever needs it at the same time waits for
 * the same call, and other tabs may tell it as well: a session ends once.
 *
 * Not by the way of other calls, which waits for exactly this.
 */
export function finishSignOut(core: Core): Promise<void> {
  core.finishing ??= finish(core).finally(() => {
    core.finishing = undefined
  })
  return core.finishing
}

async function finish(core: Core): Promise<void> {
  const name = `sojourn:${core.baseUrl}`
  // What makes no sense was written by somebody else, and nothing can ever finish it.
  const [, id, query = ''] = isWhole.exec(core.pending || core.note(name) || '') ?? []
  try {
    if (id && !(await isTold(core, id, query))) throw new core.SojournError('unexpected-answer')
  } catch (cause) {
    throw new core.SojournError('sign-out-pending', { cause })
  }
  // Kept for the answer that follows, which may know no reason any more.
  core.reason = 'signed-out'
  core.pending = undefined
  core.note(name, '')
}

async function isTold(core: Core, id: string, query: string): Promise<boolean> {
  const limit = new AbortController()
  core.setTimer(() => limit.abort(), core.options.requestTimeoutMs ?? 10_000)
  const response = await core.fetch(`${core.baseUrl}/session${query}`, {
    method: 'DELETE',
    cache: 'no-store',
    credentials: 'include',
    redirect: 'error',
    keepalive: true,
    headers: { 'X-Sojourn': '1', 'Sojourn-Activity': 'user', 'Sojourn-Expect': id },
    signal: limit.signal,
  })
  // An empty body, or the promise of a server that cannot reach its store: a page of a proxy is neither.
  if (response.status === 204) return true
  const { code, type } = Object(await response.json()) as Record<string, unknown>
  if (response.ok) return code === 'sign-out-pending'
  // The cookie is another's, or worth nothing: there is nothing left to sign out of.
  return type === `urn:sojourn:problem:${code}` && /^session-/.test(code as string)
}
