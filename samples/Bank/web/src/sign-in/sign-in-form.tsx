import { useSessionClient } from '@sojourn/react'
import { type ReactNode, useId } from 'react'
import { signIn } from '../api/bank-api.ts'
import { explain } from '../api/bank-error.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import css from '../ui/form.module.css'
import { textOf, useSubmit } from '../ui/use-submit.ts'

export function SignInForm(): ReactNode {
  const client = useSessionClient()
  const { isBusy, error, onSubmit } = useSubmit(async (form, element) => {
    try {
      await signIn(client, {
        userName: textOf(form, 'userName').trim(),
        password: textOf(form, 'password'),
        rememberMe: form.has('rememberMe'),
      })
    } catch (cause) {
      element.querySelector<HTMLInputElement>('[type=password]')?.select()
      throw cause
    }
  })
  return (
    <form className={css.form} onSubmit={onSubmit}>
      {error !== undefined && <Alert tone="danger">{explain(error)}</Alert>}
      <TextField
        label="User name"
        name="userName"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      <RememberMe />
      <Button type="submit" look="primary" busy={isBusy}>
        {isBusy ? 'Signing in …' : 'Sign in'}
      </Button>
    </form>
  )
}

function RememberMe(): ReactNode {
  const id = useId()
  return (
    <div className={css.check}>
      <input id={id} type="checkbox" name="rememberMe" aria-describedby={`${id}-hint`} />
      <label htmlFor={id}>Remember me on this device</label>
      <p className={css.hint} id={`${id}-hint`}>
        You stay signed in for up to a week between visits. Not for shared computers.
      </p>
    </div>
  )
}
