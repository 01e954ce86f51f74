import { type Core, emit, share } from './core.ts'
import { type Problem, SojournError } from './errors.ts'

/**
 * Says that a step-up is needed and lets the registered handler do it. True if the call is worth
 * repeating; calls that are refused meanwhile wait for the same proof instead of asking again.
 */
export async function stepUp(core: Core, problem: Problem, allowed: boolean): Promise<boolean> {
  if (!core.shared.has('stepUp')) emit(core, 'stepUpRequired', problem)
  const handler = [...(core.handlers.get('stepUp') ?? [])].at(-1)
  if (!allowed || !handler) return false
  try {
    await share(core, 'stepUp', async () => handler(problem as never))
    return true
  } catch (cause) {
    throw new SojournError('step-up-cancelled', { cause })
  }
}
