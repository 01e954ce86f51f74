import { type ComponentProps, type ReactNode, useId } from 'react'
import css from './form.module.css'

interface FieldTexts {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

/** A labelled input whose hint and error are tied to it, so that they are read out with it. */
export function TextField(props: FieldTexts & ComponentProps<'input'>): ReactNode {
  const { label, hint, error, ...input } = props
  return (
    <Field {...{ label, hint, error }}>
      {(ids) => <input className={css.input} {...ids} {...input} />}
    </Field>
  )
}

export function SelectField(props: FieldTexts & ComponentProps<'select'>): ReactNode {
  const { label, hint, error, ...select } = props
  return (
    <Field {...{ label, hint, error }}>
      {(ids) => <select className={css.input} {...ids} {...select} />}
    </Field>
  )
}

interface FieldIds {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

function Field(props: FieldTexts & { readonly children: (ids: FieldIds) => ReactNode }): ReactNode {
  const id = useId()
  const { label, hint, error } = props
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className={css.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {props.children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p className={css.error} id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}
