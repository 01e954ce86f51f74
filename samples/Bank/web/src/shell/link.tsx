import type { MouseEvent, ReactNode } from 'react'
import { navigate, type RoutePath, useRoute } from './route.ts'

export function Link(props: {
  readonly to: RoutePath
  readonly className?: string | undefined
  readonly children: ReactNode
}): ReactNode {
  const isCurrent = useRoute().path === props.to
  const follow = (event: MouseEvent): void => {
    // With a modifier key the person wants a new tab or window, which is the browser's business.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(props.to)
  }
  return (
    <a
      href={props.to}
      className={props.className}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={follow}
    >
      {props.children}
    </a>
  )
}
