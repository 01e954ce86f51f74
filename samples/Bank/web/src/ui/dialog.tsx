import { type ReactNode, useCallback, useId } from 'react'
import css from './dialog.module.css'

/**
 * The browser's own modal dialog: it holds the focus, makes the page behind it inert and gives the
 * focus back when it goes.
 */
export function Dialog(props: {
  readonly title: string
  readonly role?: 'dialog' | 'alertdialog'
  /** Esc. */
  readonly onCancel: () => void
  readonly children: ReactNode
}): ReactNode {
  const id = useId()
  const open = useCallback((dialog: HTMLDialogElement | null) => {
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={open}
      className={css.dialog}
      role={props.role}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        props.onCancel()
      }}
      // Chromium lets the second Esc in a row close a dialog whatever the page says.
      onClose={(event) => {
        if (!event.currentTarget.open) props.onCancel()
      }}
    >
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </dialog>
  )
}
