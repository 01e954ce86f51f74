import type { Claims } from '@sojourn/client'
import { useSessionClient } from '@sojourn/react'
import { type ReactNode, useState } from 'react'
import { Alert } from '../ui/alert.tsx'
import css from './frame.module.css'
import { navigate } from './route.ts'

/** Who is signed in, and the way out. */
export function PersonMenu(props: { readonly person: Claims }): ReactNode {
  const client = useSessionClient()
  const [hasFailed, setHasFailed] = useState(false)
  const signOut = (): void => {
    setHasFailed(false)
    // Not the next person's page: whoever signs in after this begins at the start.
    client.signOut().then(
      () => navigate('/'),
      () => setHasFailed(true),
    )
  }
  return (
    <div className={css.person}>
      <span className={css.name}>
        {props.person.name ?? 'Signed in'}
        {[props.person.role].flat().includes('operator') && (
          <span className={css.role}>Operator</span>
        )}
      </span>
      <button type="button" className={css.signOut} onClick={signOut}>
        Sign out
      </button>
      {hasFailed && (
        <div className={css.failure}>
          <Alert tone="danger">
            You are still signed in: the bank could not be reached. Please try again.
          </Alert>
        </div>
      )}
    </div>
  )
}
