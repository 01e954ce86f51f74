import { useExpiryWarning } from '@sojourn/react'
import { type ReactNode, useState } from 'react'
import layout from '../styles/layout.module.css'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import form from '../ui/form.module.css'
import { formatCountdown } from '../ui/format.ts'
import css from './expiry.module.css'

const spokenEverySeconds = 20

/** Warns before the session ends by time, and lets the person stay if that is possible. */
export function ExpiryDialog(): ReactNode {
  const { open, canExtend, remainingMs, state, extend, signOut } = useExpiryWarning()
  const [isDismissed, setIsDismissed] = useState(false)
  if (!open && isDismissed) setIsDismissed(false)
  if (!open || isDismissed) return null
  const seconds = Math.round(remainingMs / 1000)
  const stay = (): void => (canExtend ? void extend() : setIsDismissed(true))
  return (
    <Dialog
      title={canExtend ? 'Are you still there?' : 'Your session is about to end'}
      role="alertdialog"
      onCancel={stay}
    >
      <p className={layout.lead}>
        {canExtend
          ? 'You have not done anything for a while. To keep your money safe, we will sign you out in'
          : 'A session lasts only so long, however busy you are. Finish what you are doing: we will sign you out in'}
      </p>
      <p className={css.countdown} role="timer" aria-live="off">
        {formatCountdown(seconds)}
      </p>
      <p className={layout.visuallyHidden} aria-live="assertive">
        {spokenTime(seconds)}
      </p>
      {state === 'failed' && (
        <div className={css.failure}>
          <Alert tone="danger">That did not work. Check your connection, then try again.</Alert>
        </div>
      )}
      <div className={form.actions}>
        <Button look="primary" busy={state === 'extending'} onClick={stay}>
          {canExtend ? 'Stay signed in' : 'Understood'}
        </Button>
        <Button onClick={() => void signOut().catch(() => {})}>Sign out</Button>
      </div>
    </Dialog>
  )
}

/** Changes every 20 seconds: each second read aloud would leave no room to answer. */
function spokenTime(seconds: number): string {
  if (seconds <= spokenEverySeconds) return `Less than ${spokenEverySeconds} seconds left.`
  const rounded = Math.floor(seconds / spokenEverySeconds) * spokenEverySeconds
  if (rounded < 60) return `About ${rounded} seconds left.`
  return rounded < 120
    ? 'More than a minute left.'
    : `About ${Math.floor(rounded / 60)} minutes left.`
}
