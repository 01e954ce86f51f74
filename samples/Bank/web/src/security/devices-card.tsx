import { useSessionClient } from '@sojourn/react'
import { DeviceList } from '@sojourn/react/ui'
import type { ReactNode } from 'react'
import { explain } from '../api/bank-error.ts'
import { navigate } from '../shell/route.ts'
import layout from '../styles/layout.module.css'
import css from './security.module.css'

export function DevicesCard(): ReactNode {
  const client = useSessionClient()
  return (
    <section className={layout.card} aria-labelledby="devices">
      <div>
        <h2 id="devices">Where you are signed in</h2>
        <p className={layout.lead}>
          See one that you do not know? Sign it out and change your password.
        </p>
      </div>
      {/* No question before a device is signed out: the bank's own server asks for the password if need be. */}
      <DeviceList
        className={css.devices}
        confirm={false}
        explain={explain}
        onSignOut={() => client.signOut().then(() => navigate('/'))}
      />
    </section>
  )
}
