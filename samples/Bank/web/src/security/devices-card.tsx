import { useDevices } from '@sojourn/react'
import type { ReactNode } from 'react'
import { explain } from '../api/bank-error.ts'
import layout from '../styles/layout.module.css'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { DeviceItem } from './device-item.tsx'
import css from './security.module.css'
import { useDeviceActions } from './use-device-actions.ts'

export function DevicesCard(): ReactNode {
  const devices = useDevices()
  const actions = useDeviceActions(devices)
  // This one first: it is the one that people look for to understand the others.
  const sorted = devices.devices.toSorted((a, b) => Number(b.current) - Number(a.current))
  return (
    <section
      className={layout.card}
      aria-labelledby="devices"
      aria-busy={devices.status === 'loading'}
    >
      <div>
        <h2 id="devices">Where you are signed in</h2>
        <p className={layout.lead}>
          See one that you do not know? Sign it out and change your password.
        </p>
      </div>
      {actions.news && <Alert tone={actions.news.tone}>{actions.news.text}</Alert>}
      {devices.status === 'error' && (
        <Alert tone="danger" title="The list could not be loaded">
          <p>{explain(devices.error)}</p>
          <Button look="quiet" onClick={() => void devices.reload()}>
            Try again
          </Button>
        </Alert>
      )}
      <ul className={css.devices}>
        {sorted.map((device) => (
          <DeviceItem key={device.id} device={device} actions={actions} />
        ))}
      </ul>
      {devices.loadMore && <Button onClick={devices.loadMore}>Show more</Button>}
      {sorted.length > 1 && (
        <div>
          <Button look="danger" onClick={() => void actions.endOthers()}>
            Sign out all other devices
          </Button>
        </div>
      )}
    </section>
  )
}
