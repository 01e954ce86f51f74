import { type Problem, SojournError } from './errors.ts'
import { isText } from './guards.ts'

/**
 * Reads our refusal from a response without consuming it, or nothing if it is not ours.
 *
 * The `type` decides and not the status: an application's own 401 or 403 is none of our business,
 * and treating it as ours is how interceptors come to retry for ever.
 */
export async function readProblem(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get('Content-Type')?.includes('problem+json')) {
    return undefined
  }
  const body = Object(
    await response
      .clone()
      .json()
      .catch(() => {}),
  ) as Record<string, unknown>
  return isText(body['code']) && body['type'] === `urn:sojourn:problem:${body['code']}`
    ? (body as unknown as Problem)
    : undefined
}

/** Turns a refusal into the error to throw: `if (!response.ok) throw await errorFrom(response)`. */
export async function errorFrom(response: Response): Promise<SojournError> {
  const { status } = response
  const problem = await readProblem(response)
  return new SojournError(problem?.code ?? 'unexpected-answer', { status, problem })
}
