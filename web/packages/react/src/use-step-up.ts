'use client'

import { isSojournError, SojournError, type StepUpRequest } from '@sojourn/client'
import { useCallback } from 'react'

/**
 * Wraps an action: if it is refused with `step-up-required`, lets the person prove again who they
 * are and runs it once more. Rejects with `step-up-cancelled` if `onRequired` rejects.
 *
 * For one action with its own dialog; `client.handleStepUp` serves the whole page.
 */
export function useStepUp<TArguments extends readonly unknown[], TResult>(
  action: (...parameters: TArguments) => Promise<TResult>,
  options: { readonly onRequired: (request: StepUpRequest) => Promise<void> },
): (...parameters: TArguments) => Promise<TResult> {
  const { onRequired } = options
  return useCallback(
    async (...parameters: TArguments): Promise<TResult> => {
      try {
        return await action(...parameters)
      } catch (error) {
        if (!isSojournError(error, 'step-up-required')) throw error
        await prove(onRequired, error)
        return action(...parameters)
      }
    },
    [action, onRequired],
  )
}

async function prove(
  onRequired: (request: StepUpRequest) => Promise<void>,
  refusal: SojournError,
): Promise<void> {
  try {
    await onRequired(refusal.problem ?? {})
  } catch (cause) {
    throw new SojournError('step-up-cancelled', { cause })
  }
}
