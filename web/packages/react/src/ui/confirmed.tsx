'use client'

import { type ReactNode, useState } from 'react'

/** A button that asks once more in its own place before it does what cannot be undone. */
export function Confirmed(props: {
  readonly label: string
  readonly confirm: string
  readonly cancel: string
  /** For a screen reader, where the label alone does not say of what. */
  readonly name?: string
  readonly onConfirm: () => unknown
}): ReactNode {
  const [isAsking, setAsking] = useState(false)
  const close = (): void => setAsking(false)
  return (
    <>
      {/* One button throughout: replaced, it would take the focus into nowhere. */}
      <button
        type="button"
        className={isAsking ? 'sojourn-danger' : 'sojourn-quiet'}
        aria-label={isAsking ? props.confirm : props.name}
        onClick={() => {
          setAsking(!isAsking)
          if (isAsking) props.onConfirm()
        }}
      >
        {isAsking ? props.confirm : props.label}
      </button>
      {isAsking && (
        <button type="button" className="sojourn-quiet" onClick={close}>
          {props.cancel}
        </button>
      )}
    </>
  )
}
