import type { EndReason } from '@sojourn/client'
import type { ReactNode } from 'react'
import { Alert } from '../ui/alert.tsx'
import { wordsFor } from './ended-words.ts'
import { useEndedHere } from './use-ended-here.ts'

/** Says why the person is no longer signed in. Nothing if nobody was. */
export function EndedNotice(props: { readonly reason: EndReason | undefined }): ReactNode {
  const here = useEndedHere()
  if (props.reason === undefined) return null
  const { tone, title, text } = wordsFor(props.reason, here)
  return (
    <Alert tone={tone} title={title}>
      {text}
    </Alert>
  )
}
