'use client'

import type { EndReason } from '@sojourn/client'
import type { ReactNode } from 'react'
import { isEndedHere, useSessionClient } from '../session-provider.tsx'
import { useSession } from '../use-session.ts'
import { english } from './english.ts'
import type { EndedMessages } from './messages.ts'

/** The ends that nobody but the person or the clock can have caused, so that there is nothing to fear. */
const harmless: ReadonlySet<EndReason> = /* @__PURE__ */ new Set<EndReason>([
  'signed-out',
  'idle',
  'absolute',
  'replaced',
  'unknown',
])

/** What a `SessionEndedNotice` can be given. */
export interface SessionEndedNoticeProps {
  readonly messages?: Partial<EndedMessages>
  readonly onSignIn?: () => void
  readonly className?: string | undefined
}

/** Says why the last session ended; nothing while somebody is signed in, or if nobody was. */
export function SessionEndedNotice(props: SessionEndedNoticeProps = {}): ReactNode {
  const client = useSessionClient()
  const reason = useSession((snapshot) =>
    snapshot.status === 'none' ? snapshot.reason : undefined,
  )
  const messages = { ...english.ended, ...props.messages }
  if (reason === undefined) return null
  const isElsewhere = reason === 'signed-out' && !isEndedHere(client)
  const isSuspect = !harmless.has(reason)
  const tone = isSuspect ? 'sojourn-notice sojourn-caution' : 'sojourn-notice'
  return (
    <div role="status" className={`${tone} ${props.className ?? ''}`.trim()}>
      <p>
        <strong>{messages.title}</strong>
      </p>
      <p>
        {messages[isElsewhere ? 'elsewhere' : reason]} {isSuspect && messages.notYou}
      </p>
      {props.onSignIn && (
        <button type="button" onClick={props.onSignIn}>
          {messages.signIn}
        </button>
      )}
    </div>
  )
}
