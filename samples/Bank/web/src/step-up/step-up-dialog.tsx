import { useSessionClient } from '@sojourn/react'
import type { ReactNode } from 'react'
import { proveAgain } from '../api/bank-api.ts'
import { explain } from '../api/bank-error.ts'
import layout from '../styles/layout.module.css'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'
import css from '../ui/form.module.css'
import { textOf, useSubmit } from '../ui/use-submit.ts'

/** Asks for the password once more. */
export function StepUpDialog(props: {
  readonly onDone: () => void
  readonly onCancel: () => void
}): ReactNode {
  const client = useSessionClient()
  const { isBusy, error, onSubmit } = useSubmit(async (form, element) => {
    try {
      await proveAgain(client, textOf(form, 'password'))
      props.onDone()
    } catch (cause) {
      element.querySelector<HTMLInputElement>('[type=password]')?.select()
      throw cause
    }
  })
  return (
    <Dialog title="Is it still you?" onCancel={props.onCancel}>
      <form className={css.form} onSubmit={onSubmit}>
        <p className={layout.lead}>
          It has been a while since you last entered your password. Enter it once more to go on.
        </p>
        {error !== undefined && <Alert tone="danger">{explain(error)}</Alert>}
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <div className={css.actions}>
          <Button type="submit" look="primary" busy={isBusy}>
            {isBusy ? 'Checking …' : 'Continue'}
          </Button>
          <Button onClick={props.onCancel}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
