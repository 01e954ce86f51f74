import { SojournError } from './errors.ts'

type LoadRefusal = () => Promise<typeof import('./refusal.ts')>

/** Turns a refusal into the error to throw: `if (!response.ok) throw await errorFrom(response)`. */
export function errorFrom(response: Response): Promise<SojournError> {
  return toError(response, () => import('./refusal.ts'))
}

/** See {@link errorFrom}. Without the part it is an answer that makes no sense, and signs nobody out. */
export async function toError(response: Response, load: LoadRefusal): Promise<SojournError> {
  const part = await load().catch(() => {})
  const known = await part?.describeRefusal(response)
  return new SojournError(known?.problem?.code ?? 'unexpected-answer', {
    status: response.status,
    ...known,
  })
}
