export {
  createDeviceApi,
  type DeviceApi,
  type DevicePage,
  type DevicePageRequest,
  type DeviceSession,
} from './devices.ts'
export type {
  Environment,
  EventStream,
  Lifecycle,
  LifecycleSignal,
  TabChannel,
} from './environment.ts'
export {
  isSojournError,
  type Problem,
  type ProblemCode,
  SojournError,
  type SojournErrorCode,
  type SojournErrorDetails,
} from './errors.ts'
export type { SessionEvents, StepUpRequest } from './events.ts'
export type { SessionRequestInit } from './exchange.ts'
export type { ServerCall } from './gateway.ts'
export type { ActivityOptions, SessionClientOptions } from './options.ts'
export type { PartName } from './parts.ts'
export { errorFrom } from './problem.ts'
export type {
  ActiveAnswer,
  AnsweredSession,
  NoneAnswer,
  SessionAnswer,
} from './session-answer.ts'
export { createSessionClient, type SessionClient } from './session-client.ts'
export type { SignOutOptions } from './sign-out.ts'
export type {
  ActiveSnapshot,
  Claims,
  DeadlineKind,
  EndReason,
  Freshness,
  NoneSnapshot,
  Register,
  Session,
  SessionSnapshot,
  UnknownSnapshot,
  Warning,
} from './snapshot.ts'
