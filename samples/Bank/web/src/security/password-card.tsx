import { useSession, useSessionClient } from '@sojourn/react'
import { type ReactNode, useState } from 'react'
import { changePassword } from '../api/bank-api.ts'
import { explain } from '../api/bank-error.ts'
import layout from '../styles/layout.module.css'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import css from '../ui/form.module.css'
import { textOf, useSubmit } from '../ui/use-submit.ts'

export function PasswordCard(): ReactNode {
  const client = useSessionClient()
  const subject = useSession((snapshot) =>
    snapshot.status === 'active' ? snapshot.session.subject : '',
  )
  const [isDone, setIsDone] = useState(false)
  const { isBusy, error, onSubmit } = useSubmit(async (form, element) => {
    setIsDone(false)
    await changePassword(client, { current: textOf(form, 'current'), new: textOf(form, 'new') })
    element.reset()
    setIsDone(true)
  })
  return (
    <section className={layout.card} aria-labelledby="password">
      <div>
        <h2 id="password">Change your password</h2>
        <p className={layout.lead}>This signs out every other device at once.</p>
      </div>
      <form className={css.form} onSubmit={onSubmit}>
        {isDone && (
          <Alert tone="success">Your password is changed. Your other devices are signed out.</Alert>
        )}
        {error !== undefined && <Alert tone="danger">{explain(error)}</Alert>}
        {/* Lets a password manager know whose password changes. */}
        <input name="userName" autoComplete="username" value={subject} readOnly hidden />
        <TextField
          label="Current password"
          name="current"
          type="password"
          autoComplete="current-password"
          required
        />
        <TextField
          label="New password"
          name="new"
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters. A few unrelated words are easy to remember."
          minLength={12}
          required
        />
        <Button type="submit" busy={isBusy}>
          {isBusy ? 'Changing …' : 'Change password'}
        </Button>
      </form>
    </section>
  )
}
