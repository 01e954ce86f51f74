'use client'

import { isSojournError, type StepUpRequest } from '@sojourn/client'
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useSessionClient } from '../session-provider.tsx'
import { useSession } from '../use-session.ts'
import { english } from './english.ts'
import type { StepUpMessages } from './messages.ts'
import { Modal } from './modal.tsx'

interface Question {
  readonly request: StepUpRequest
  done(): void
  cancel(): void
}

/** What a `StepUpDialog` must be given. */
export interface StepUpDialogProps {
  /** Sends the password to your endpoint; rejects if it was not accepted. */
  readonly prove: (password: string, request: StepUpRequest) => Promise<unknown>
  /** Your words for what `prove` rejected with; nothing for those of `messages`. */
  readonly explain?: (error: unknown) => string | undefined
  readonly messages?: Partial<StepUpMessages>
  readonly className?: string | undefined
}

/**
 * Asks for the password whenever the server wants a fresh proof, for the whole page. The call that was
 * refused then runs once more, or rejects with `step-up-cancelled`.
 */
export function StepUpDialog(props: StepUpDialogProps): ReactNode {
  const question = useQuestion()
  // The password lives in the field alone, which goes with the dialog.
  return question && <Asking {...props} question={question} />
}

function Asking({
  prove,
  explain,
  question,
  className,
  ...props
}: StepUpDialogProps & { readonly question: Question }): ReactNode {
  const messages = { ...english.stepUp, ...props.messages }
  const [isProving, setProving] = useState(false)
  const [failure, setFailure] = useState('')
  const id = useId()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const field = event.currentTarget.elements.namedItem('password')
    if (isProving || !(field instanceof HTMLInputElement)) return
    setProving(true)
    setFailure('')
    prove(field.value, question.request).then(question.done, (error: unknown) => {
      field.value = ''
      field.focus()
      setProving(false)
      setFailure(explain?.(error) ?? messages[kindOf(error)])
    })
  }
  return (
    <Modal
      title={messages.title}
      hint={<p>{messages.hint}</p>}
      className={className}
      onEscape={question.cancel}
    >
      <form onSubmit={submit}>
        <label>
          {messages.password}
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            aria-describedby={id}
            aria-invalid={failure !== ''}
          />
        </label>
        <p id={id} role="alert">
          {failure}
        </p>
        <div className="sojourn-buttons">
          <button type="submit" aria-disabled={isProving}>
            {isProving ? messages.confirming : messages.confirm}
          </button>
          <button type="button" className="sojourn-quiet" onClick={question.cancel}>
            {messages.cancel}
          </button>
        </div>
      </form>
    </Modal>
  )
}

function kindOf(error: unknown): 'failed' | 'unreachable' {
  return isSojournError(error) && error.retryable ? 'unreachable' : 'failed'
}

function useQuestion(): Question | undefined {
  const client = useSessionClient()
  const [question, setQuestion] = useState<Question>()
  const open = useRef<Question>(undefined)
  const id = useSession((snapshot) =>
    snapshot.status === 'active' ? snapshot.session.id : undefined,
  )
  useEffect(() => {
    const show = (next: Question | undefined): void => {
      open.current = next
      setQuestion(next)
    }
    const remove = client.handleStepUp(
      (request) =>
        new Promise<void>((resolve, reject) => {
          const settle = (then: () => void) => () => {
            // A proof that comes after its question was closed must not close the next one.
            if (open.current === next) show(undefined)
            then()
          }
          const next = { request, done: settle(resolve), cancel: settle(reject) }
          show(next)
        }),
    )
    return () => {
      remove()
      open.current?.cancel()
    }
  }, [client])
  // The proof of one person must not be taken for the act of another, nor of nobody.
  useEffect(() => () => void (id && open.current?.cancel()), [id])
  return question
}
