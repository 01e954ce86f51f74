import type { ReactNode } from 'react'
import css from './alert.module.css'

export type Tone = 'info' | 'success' | 'caution' | 'danger'

/** A message that is also spoken: at once if something went wrong, else when there is a pause. */
export function Alert(props: {
  readonly tone: Tone
  readonly title?: string
  readonly children: ReactNode
}): ReactNode {
  const isUrgent = props.tone === 'danger'
  return (
    <div className={`${css.alert} ${css[props.tone]}`} role={isUrgent ? 'alert' : 'status'}>
      {props.title && <p className={css.title}>{props.title}</p>}
      <div>{props.children}</div>
    </div>
  )
}
