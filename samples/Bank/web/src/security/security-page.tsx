import type { ReactNode } from 'react'
import { Heading } from '../shell/heading.tsx'
import layout from '../styles/layout.module.css'
import { DevicesCard } from './devices-card.tsx'
import { PasswordCard } from './password-card.tsx'
import css from './security.module.css'

export function SecurityPage(): ReactNode {
  return (
    <div className={layout.page}>
      <div>
        <Heading>Security</Heading>
        <p className={layout.lead}>Who can get at your accounts, and how to stop them.</p>
      </div>
      <div className={css.columns}>
        <DevicesCard />
        <PasswordCard />
      </div>
    </div>
  )
}
