import type { DeviceSession } from '@sojourn/client'
import { type ReactNode, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { formatAgo } from '../ui/format.ts'
import { describe } from './describe.ts'
import { DeviceNameForm } from './device-name-form.tsx'
import css from './security.module.css'
import type { DeviceActions } from './use-device-actions.ts'

export function DeviceItem(props: {
  readonly device: DeviceSession
  readonly actions: DeviceActions
}): ReactNode {
  const { device, actions } = props
  const [isNaming, setIsNaming] = useState(false)
  const title = describe(device)
  return (
    <li className={css.device}>
      <div className={css.facts}>
        <h3>
          {title} {device.current && <span className={css.badge}>This device</span>}
        </h3>
        <p>{factsOf(device)}</p>
      </div>
      {isNaming ? (
        <DeviceNameForm
          device={device}
          onSave={async (name) => {
            await actions.rename(device, name)
            setIsNaming(false)
          }}
          onCancel={() => setIsNaming(false)}
        />
      ) : (
        <div className={css.actions}>
          <Button look="quiet" aria-label={`Rename ${title}`} onClick={() => setIsNaming(true)}>
            Rename
          </Button>
          <Button
            look="quiet"
            aria-label={`Sign out ${title}`}
            onClick={() => void actions.end(device)}
          >
            Sign out
          </Button>
        </div>
      )}
    </li>
  )
}

function factsOf(device: DeviceSession): string {
  const seen = device.current ? 'active now' : `last active ${formatAgo(device.activeSecondsAgo)}`
  const kind = device.name && [device.browser, device.platform].filter(Boolean).join(' on ')
  const facts = [
    kind,
    `Signed in ${formatAgo(device.createdSecondsAgo)}, ${seen}`,
    device.network && placeOf(device.network),
  ]
  return facts.filter(Boolean).join(' · ')
}

function placeOf(network: string): string {
  return network === 'loopback' ? 'this computer' : `network ${network}`
}
