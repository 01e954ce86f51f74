'use client'

import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'

/**
 * A native modal dialog that is open while it is mounted: the browser makes the page behind it inert and
 * keeps the focus inside. Afterwards the focus goes back to where it was, by id if that part of the page
 * has been made anew.
 */
export function Modal(props: {
  readonly title: string
  /** For what cannot wait: it is read out as a whole. */
  readonly isAlert?: boolean
  readonly hint: ReactNode
  readonly className?: string | undefined
  /** Where the focus was last, if the dialog may open after that has gone from the page. */
  readonly returnTo?: RefObject<Element | null>
  readonly onEscape: () => void
  readonly children: ReactNode
}): ReactNode {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  const isWanted = useRef(false)
  const { returnTo } = props
  useEffect(() => {
    const dialog = ref.current
    const active = document.activeElement
    const isLost = active === document.body || dialog?.contains(active)
    const before = isLost ? returnTo?.current : active
    isWanted.current = true
    dialog?.showModal()
    return () => {
      isWanted.current = false
      dialog?.close()
      const again = before?.isConnected ? before : before?.id && document.getElementById(before.id)
      if (again instanceof HTMLElement) again.focus()
    }
  }, [returnTo])
  return (
    <dialog
      ref={ref}
      role={props.isAlert ? 'alertdialog' : undefined}
      className={props.className ? `sojourn-dialog ${props.className}` : 'sojourn-dialog'}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}hint`}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        props.onEscape()
      }}
      // A browser lets a second Escape through whatever the page says, and this is still to be answered.
      onClose={(event) => {
        const dialog = event.currentTarget
        if (isWanted.current && !dialog.open) dialog.showModal()
      }}
    >
      <h2 id={`${id}title`}>{props.title}</h2>
      <div id={`${id}hint`}>{props.hint}</div>
      {props.children}
    </dialog>
  )
}
