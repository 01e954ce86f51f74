import type { EndReason } from '@sojourn/client'

/** The words of `ExpiryDialog`. */
export interface ExpiryMessages {
  readonly title: string
  /** Nobody did anything; `time` is a length such as "2 minutes". */
  idle(time: string): string
  /** Signed in for as long as is allowed. */
  absolute(time: string): string
  minutes(count: number): string
  seconds(count: number): string
  readonly stay: string
  readonly staying: string
  readonly failed: string
  readonly signOut: string
  readonly dismiss: string
  /** Put before the title of the page, for whoever is in another tab. */
  readonly titleMark: string
  readonly againTitle: string
  readonly againHint: string
  readonly notNow: string
}

/** Why a session ended, in words for the person it belonged to. */
export type EndedMessages = Readonly<Record<EndReason, string>> & {
  readonly title: string
  /** Signed out by the person, but in another tab. */
  readonly elsewhere: string
  /** Follows a reason that might be somebody else's doing. */
  readonly notYou: string
  readonly signIn: string
}

/** The words of `DeviceList`. */
export interface DeviceMessages {
  readonly label: string
  readonly loading: string
  readonly failed: string
  readonly actionFailed: string
  readonly retry: string
  readonly current: string
  readonly unknown: string
  on(browser: string, platform: string): string
  /** When the session began; seconds ago. */
  signedIn(seconds: number): string
  /** When somebody was last there; seconds ago. */
  active(seconds: number): string
  readonly activeNow: string
  /** Where: a network prefix, or `loopback` for the machine that serves. */
  near(network: string): string
  readonly rename: string
  readonly name: string
  readonly save: string
  readonly cancel: string
  readonly end: string
  readonly confirmEnd: string
  readonly endOthers: string
  readonly confirmEndOthers: string
  ended(count: number): string
  readonly more: string
  /** The name of a button for a screen reader: the act and the device. */
  about(act: string, device: string): string
}

/** The words of `StepUpDialog`. */
export interface StepUpMessages {
  readonly title: string
  readonly hint: string
  readonly password: string
  readonly confirm: string
  readonly confirming: string
  readonly cancel: string
  /** The proof was not accepted. */
  readonly failed: string
  /** Nobody knows whether it was: no network, or a server that cannot answer now. */
  readonly unreachable: string
}

/** All words in one language. */
export interface UiMessages {
  readonly expiry: ExpiryMessages
  readonly ended: EndedMessages
  readonly devices: DeviceMessages
  readonly stepUp: StepUpMessages
}

/** How long ago, in a language, by its largest unit: "3 hours ago". */
export function ago(language: string, seconds: number): string {
  const [size, unit] = units.find(([least]) => seconds >= least) ?? lastUnit
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
    -Math.floor(seconds / size),
    unit,
  )
}

const lastUnit = [60, 'minute'] as const
const units = [[86_400, 'day'], [3600, 'hour'], lastUnit] as const
