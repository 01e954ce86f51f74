import type { Core } from './core.ts'
import { every, isCount, isText, toEndReason } from './guards.ts'
import type { EndReason, Session } from './snapshot.ts'

type MessageKind = 'ended' | 'changed' | 'renewed'

/** What one tab tells the others: public identifiers and a word, never a secret and never data. */
export interface TabMessage {
  readonly version: 1
  readonly kind: MessageKind
  readonly id: string
  readonly generation: number
  readonly reason?: EndReason | undefined
}

/** Tells the other tabs. Failing to is no reason to fail what was done here. */
export function announce(
  core: Core,
  kind: MessageKind,
  { id, generation }: Session,
  reason?: EndReason,
): void {
  try {
    core.tabs?.postMessage({ version: 1, kind, id, generation, reason } satisfies TabMessage)
  } catch {
    // trap: channel limits. Posting can race the closing of the channel; the others probe later.
  }
}

/** Checks a message: any script of this origin can send one, and an older tab may speak older. */
export function parseTabMessage(value: unknown): TabMessage | undefined {
  const message = Object(value) as Record<string, unknown>
  return message['version'] === 1 &&
    every(message, 'kind id', isText) &&
    isCount(message['generation'])
    ? ({ ...message, reason: toEndReason(message['reason']) } as TabMessage)
    : undefined
}
