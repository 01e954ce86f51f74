import type { BaseQueryFn } from '@reduxjs/toolkit/query'
import {
  type FetchArgs,
  type FetchBaseQueryError,
  type FetchBaseQueryMeta,
  fetchBaseQuery,
} from '@reduxjs/toolkit/query'
import {
  isSojournError,
  type SessionClient,
  type SessionRequestInit,
  type SojournErrorCode,
} from '@sojourn/client'
import { isOver } from './session-state.ts'

/** What the session adds to the failures of a query; plain data, because it lands in the store. */
export interface SessionQueryError {
  readonly status: 'SESSION_ERROR'
  readonly code: SojournErrorCode
  readonly error: string
}

/** `extraOptions` of an endpoint: polling is `{ activity: 'background' }`. */
export type SessionExtraOptions = Pick<SessionRequestInit, 'activity' | 'retry' | 'stepUp'>

/** The options of `fetchBaseQuery` but for `fetchFn`, which is the client's. */
export type SessionBaseQueryOptions = Omit<
  NonNullable<Parameters<typeof fetchBaseQuery>[0]>,
  'fetchFn'
>

/** A base query that fails as `fetchBaseQuery` does, and as a session can. */
export type SessionBaseQuery = BaseQueryFn<
  string | FetchArgs,
  unknown,
  FetchBaseQueryError | SessionQueryError,
  SessionExtraOptions,
  FetchBaseQueryMeta
>

/** `fetchBaseQuery` through the client, whose answers are dropped once their session is over. */
export function createSessionBaseQuery(
  client: SessionClient,
  options: SessionBaseQueryOptions = {},
): SessionBaseQuery {
  const query: SessionBaseQuery = async (request, api, extra) => {
    let thrown: unknown
    const fetchFn: typeof fetch = (input, init) =>
      client.fetch(input, { ...init, ...extra }).catch((error: unknown) => {
        thrown = error
        throw error
      })
    const answer = await fetchBaseQuery({ ...options, fetchFn })(request, api, {})
    // `fetchBaseQuery` makes text of whatever was thrown, and the code would be gone.
    return isSojournError(thrown) && answer.error ? failure(thrown.code) : answer
  }
  return guardBaseQuery(client, query)
}

/** Wraps any base query so that an answer whose session is over is a failure without data. */
export function guardBaseQuery<TArguments, TResult, TError, TExtra, TMeta>(
  client: SessionClient,
  baseQuery: BaseQueryFn<TArguments, TResult, TError, TExtra, TMeta>,
): BaseQueryFn<TArguments, TResult, TError | SessionQueryError, TExtra, TMeta> {
  return async (request, api, extra) => {
    let known = client.getSnapshot()
    let isLate = false
    const stop = client.subscribe(() => {
      isLate ||= isOver(known, client.getSnapshot())
      known = client.getSnapshot()
    })
    try {
      const answer = await baseQuery(request, api, extra)
      return isLate ? failure('session-changed') : answer
    } finally {
      stop()
    }
  }
}

function failure(code: SojournErrorCode): { readonly error: SessionQueryError } {
  return { error: { status: 'SESSION_ERROR', code, error: code } }
}
