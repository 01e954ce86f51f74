'use client'

import { type ReactNode, useState } from 'react'

/** A button that asks once more in its own place before it does what cannot be undone. */
export function Confirmed(props: {
  readonly label: string
  /** The question; false for not asking. */
  readonly confirm: string | false
  readonly cancel: string
  /** For a screen reader, where the label alone does not say of what. */
  readonly name?: string
  readonly onConfirm: () => unknown
}): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const close = (): void => setOpen(false)
  const question = isOpen && props.confirm
  return (
    <>
      {/* One button throughout: replaced, it would take the focus into nowhere. */}
      <button
        type="button"
        className={question ? 'sojourn-danger' : 'sojourn-quiet'}
        aria-label={question || props.name}
        onClick={() => {
          setOpen(!isOpen)
          if (question || !props.confirm) props.onConfirm()
        }}
      >
        {question || props.label}
      </button>
      {question && (
        <button type="button" className="sojourn-quiet" onClick={close}>
          {props.cancel}
        </button>
      )}
    </>
  )
}
