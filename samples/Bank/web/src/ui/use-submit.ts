import { type FormEvent, useState } from 'react'

export interface Submission {
  readonly isBusy: boolean
  readonly error: unknown
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void
}

/** Runs what a form is for, once at a time, and keeps what went wrong. */
export function useSubmit(
  run: (form: FormData, element: HTMLFormElement) => Promise<void>,
): Submission {
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = async (element: HTMLFormElement): Promise<void> => {
    setIsBusy(true)
    setError(undefined)
    try {
      await run(new FormData(element), element)
    } catch (cause) {
      setError(cause)
    } finally {
      setIsBusy(false)
    }
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!isBusy) void submit(event.currentTarget)
  }
  return { isBusy, error, onSubmit }
}

/** A text of a form: what `FormData` types as "text or file". */
export function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? '')
}
