export {
  createSessionBaseQuery,
  guardBaseQuery,
  type SessionBaseQuery,
  type SessionBaseQueryOptions,
  type SessionExtraOptions,
  type SessionQueryError,
} from './session-base-query.ts'
export {
  type CachingApi,
  createSessionMiddleware,
  type SessionMiddlewareOptions,
} from './session-middleware.ts'
export {
  isSessionOver,
  type SessionChange,
  selectEndReason,
  selectSession,
  selectSessionStatus,
  sessionBound,
  sessionChanged,
  sessionReducer,
  type WithSession,
} from './session-slice.ts'
export { type SessionState, type StoredSession, sessionStateOf } from './session-state.ts'
