import { type Action, isFulfilled, isPending, isRejected } from '@reduxjs/toolkit'

interface Settled extends Action<string> {
  readonly meta: { readonly requestId: string; readonly arg: unknown }
}

/**
 * Turns what an async thunk brings after its session is over into a failure without data: passed on as
 * it is, the answer would fill a slice that was emptied a moment ago. Not swallowed, because a slice
 * that still waits would wait for ever.
 */
export function createLateGuard(epoch: () => number): (action: unknown) => unknown {
  // Grows with what is under way and no further: every thunk that begins also settles.
  const begun = new Map<string, number>()
  return (action) => {
    if (isPending(action)) begun.set(action.meta.requestId, epoch())
    if (!isFulfilled(action) && !isRejected(action)) return action
    const then = begun.get(action.meta.requestId)
    begun.delete(action.meta.requestId)
    return then === undefined || then === epoch() ? action : refuse(action)
  }
}

function refuse({ type, meta }: Settled): unknown {
  const code = 'session-changed'
  return {
    type: type.replace(/fulfilled$/, 'rejected'),
    payload: undefined,
    error: { name: 'SojournError', message: code, code },
    // The members that reducers look at, and not what a base query added: that holds the answer.
    meta: {
      arg: meta.arg,
      requestId: meta.requestId,
      requestStatus: 'rejected',
      rejectedWithValue: false,
      aborted: false,
      condition: false,
    },
  }
}
