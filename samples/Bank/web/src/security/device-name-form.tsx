import type { DeviceSession } from '@sojourn/client'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import form from '../ui/form.module.css'
import { textOf, useSubmit } from '../ui/use-submit.ts'
import { describe } from './describe.ts'
import css from './security.module.css'

export function DeviceNameForm(props: {
  readonly device: DeviceSession
  readonly onSave: (name: string) => Promise<void>
  readonly onCancel: () => void
}): ReactNode {
  const { isBusy, onSubmit } = useSubmit((data) => props.onSave(textOf(data, 'name').trim()))
  return (
    <form className={css.nameForm} onSubmit={onSubmit}>
      <TextField
        label={`Name for ${describe(props.device)}`}
        name="name"
        defaultValue={props.device.name ?? ''}
        maxLength={64}
        autoComplete="off"
        autoFocus
      />
      <div className={form.actions}>
        <Button type="submit" look="primary" busy={isBusy}>
          Save
        </Button>
        <Button onClick={props.onCancel}>Cancel</Button>
      </div>
    </form>
  )
}
