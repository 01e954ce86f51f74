import { type ReactNode, useCallback } from 'react'

/** A page's heading. It takes the focus when the person caused the page to appear. */
export function Heading(props: { readonly children: ReactNode }): ReactNode {
  const focus = useCallback((heading: HTMLHeadingElement | null) => {
    // What had the focus is gone with the page before; without this a keyboard starts at the top again
    // and a screen reader says nothing. On the first load the browser reads the document by itself.
    if (navigator.userActivation?.hasBeenActive) heading?.focus()
  }, [])
  return (
    <h1 ref={focus} tabIndex={-1}>
      {props.children}
    </h1>
  )
}
