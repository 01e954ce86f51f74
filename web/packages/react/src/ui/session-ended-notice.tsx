'use client'

import type { ReactNode } from 'react'
import { useSession } from '../use-session.ts'
import { english } from './english.ts'
import type { EndedMessages } from './messages.ts'

/** Says why the last session ended; nothing while somebody is signed in, or if nobody was. */
export function SessionEndedNotice(
  props: {
    readonly messages?: Partial<EndedMessages>
    readonly onSignIn?: () => void
    readonly className?: string
  } = {},
): ReactNode {
  const reason = useSession((snapshot) =>
    snapshot.status === 'none' ? snapshot.reason : undefined,
  )
  const messages = { ...english.ended, ...props.messages }
  if (reason === undefined) return null
  return (
    <div role="status" className={`sojourn-notice ${props.className ?? ''}`.trim()}>
      <p>{messages[reason]}</p>
      {props.onSignIn && (
        <button type="button" onClick={props.onSignIn}>
          {messages.signIn}
        </button>
      )}
    </div>
  )
}
