import type { ComponentProps, ReactNode } from 'react'
import css from './button.module.css'

/** A button. While `busy` it stays focusable, so that a keyboard does not lose its place. */
export function Button(
  props: ComponentProps<'button'> & {
    readonly look?: 'primary' | 'plain' | 'quiet' | 'danger'
    readonly busy?: boolean | undefined
  },
): ReactNode {
  const { look = 'plain', busy, onClick, type = 'button', ...rest } = props
  return (
    <button
      {...rest}
      type={type}
      className={`${css.button} ${css[look]}`}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    />
  )
}
