import type { EndReason } from './snapshot.ts'

const endReason =
  /^(signed-out|revoked|idle|absolute|cut-off|reuse|replaced|limit|credentials-changed|binding-failed|risk)$/

/** Whether a value is an object whose members may be looked at. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return Object(value) === value && !Array.isArray(value)
}

/** Whether a value is a whole number that can count seconds or generations. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** Whether a value is an array of strings. */
export function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** Whether a value is a string with something in it. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** A reason from outside: absent stays absent, and one that we do not know becomes `unknown`. */
export function toEndReason(value: unknown): EndReason | undefined {
  if (value === undefined) return undefined
  return endReason.test(value as string) ? (value as EndReason) : 'unknown'
}

/** Whether every member passes; names in one text, because that is a third of the size. */
export function every(
  record: Record<string, unknown>,
  names: string,
  isValid: (value: unknown) => boolean,
): boolean {
  return names.split(' ').every((name) => isValid(record[name]))
}
