'use client'

import type { EndReason, Warning } from '@sojourn/client'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { type ExpiryWarning, useExpiryWarning } from '../use-expiry-warning.ts'
import { useSession } from '../use-session.ts'
import { useDrafts } from './drafts.tsx'
import { english } from './english.ts'
import type { EndedMessages, ExpiryMessages } from './messages.ts'
import { Modal } from './modal.tsx'

/** What an `ExpiryDialog` can be given. */
export interface ExpiryDialogProps {
  /** Your sign-in form; shown over the page when a session ended that nobody signed out of. */
  readonly signIn?: ReactNode
  readonly messages?: Partial<ExpiryMessages>
  readonly reasons?: Partial<EndedMessages>
  readonly className?: string | undefined
}

/**
 * Asks before a deadline and, given `signIn`, lets the person sign in again over the same page. Private
 * views belong in `SignedIn`, which removes them; what forms had begun, in `useDraft`.
 */
export function ExpiryDialog(props: ExpiryDialogProps = {}): ReactNode {
  const messages = { ...english.expiry, ...props.messages }
  const warning = useExpiryWarning()
  const [dismissed, setDismissed] = useState<Warning>()
  const open = useSession((snapshot) =>
    snapshot.status === 'active' ? snapshot.warning : undefined,
  )
  const [lost, forget] = useLostSession()
  const lastFocus = useLastFocus()
  if (open && open !== dismissed) {
    return <Leaving {...{ ...props, messages, warning }} onDismiss={() => setDismissed(open)} />
  }
  if (!lost || props.signIn === undefined) return null
  return (
    <Modal
      returnTo={lastFocus}
      title={messages.againTitle}
      hint={<p>{{ ...english.ended, ...props.reasons }[lost]}</p>}
      className={props.className}
      onEscape={() => {}}
    >
      <p>{messages.againHint}</p>
      {props.signIn}
      <button type="button" className="sojourn-quiet" onClick={forget}>
        {messages.notNow}
      </button>
    </Modal>
  )
}

function Leaving({
  messages,
  warning,
  className,
  onDismiss,
}: {
  readonly messages: ExpiryMessages
  readonly warning: ExpiryWarning
  readonly className?: string | undefined
  readonly onDismiss: () => void
}): ReactNode {
  const { kind, canExtend, remainingMs, state, extend, signOut } = warning
  useTitleMark(messages.titleMark)
  // "In 0 seconds" is what nobody can act on, and not true: the server has not said so yet.
  const seconds = Math.max(1, remainingMs / 1000)
  return (
    <Modal
      isAlert
      title={messages.title}
      className={className}
      onEscape={canExtend ? () => void extend() : onDismiss}
      hint={
        <>
          {/* Seconds for the eyes; read out each second they would drown everything else. */}
          <p aria-hidden="true">{messages[kind](lengthOf(messages, seconds))}</p>
          <p className="sojourn-spoken" role="status">
            {messages[kind](lengthOf(messages, spoken(seconds)))}
          </p>
        </>
      }
    >
      <div className="sojourn-buttons">
        {canExtend ? (
          <button type="button" aria-disabled={state === 'extending'} onClick={extend}>
            {state === 'extending' ? messages.staying : messages.stay}
          </button>
        ) : (
          <button type="button" onClick={onDismiss}>
            {messages.dismiss}
          </button>
        )}
        {/* A sign-out that fails leaves the warning open, which says what is true. */}
        <button type="button" className="sojourn-quiet" onClick={() => signOut().catch(() => {})}>
          {messages.signOut}
        </button>
      </div>
      <p role="alert">{state === 'failed' && messages.failed}</p>
    </Modal>
  )
}

/** By minutes, and by steps of twenty seconds in the last one. */
function spoken(seconds: number): number {
  const step = seconds > 60 ? 60 : 20
  return Math.ceil(seconds / step) * step
}

function lengthOf(messages: ExpiryMessages, seconds: number): string {
  return seconds >= 60 && seconds % 60 === 0
    ? messages.minutes(seconds / 60)
    : messages.seconds(seconds)
}

function useTitleMark(mark: string): void {
  useEffect(() => {
    const before = document.title
    document.title = `${mark} – ${before}`
    // As it reads, and not as it was written: browsers take spaces away.
    const marked = document.title
    return () => {
      // A page that changed its title meanwhile knows better.
      if (document.title === marked) document.title = before
    }
  }, [mark])
}

/** What had the focus last: when a session ends without warning, it has gone before we could look. */
function useLastFocus(): RefObject<Element | null> {
  const last = useRef<Element>(null)
  useEffect(() => {
    const note = ({ target }: Event): void => {
      if (target instanceof Element && !target.closest('dialog')) last.current = target
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [])
  return last
}

/** Why the session is over that this page has shown, unless the person ended it. */
function useLostSession(): readonly [EndReason | undefined, () => void] {
  const { status, ...snapshot } = useSession()
  const drafts = useDrafts()
  const [hasShown, setShown] = useState(false)
  if (status === 'active' && !hasShown) setShown(true)
  const reason = 'reason' in snapshot ? snapshot.reason : undefined
  const forget = (): void => {
    drafts?.forget()
    setShown(false)
  }
  const isLost = status === 'none' && hasShown && reason !== 'signed-out'
  return [isLost ? (reason ?? 'unknown') : undefined, forget]
}
