import { SessionEndedNotice } from '@sojourn/react/ui'
import type { ReactNode } from 'react'
import { Heading } from '../shell/heading.tsx'
import layout from '../styles/layout.module.css'
import css from './sign-in.module.css'
import { SignInForm } from './sign-in-form.tsx'

const endedWords = {
  notYou: 'If this was not you, sign in and change your password, or call us.',
}

export function SignInPage(): ReactNode {
  return (
    <div className={css.columns}>
      <div className={css.form}>
        <SessionEndedNotice messages={endedWords} />
        <section className={layout.card}>
          <div>
            <Heading>Sign in</Heading>
            <p className={layout.lead}>Welcome to online banking.</p>
          </div>
          <SignInForm />
        </section>
      </div>
      <aside className={css.aside} aria-labelledby="safety">
        <h2 id="safety">Staying safe</h2>
        <ul>
          <li>We never ask for your password by phone, email or text.</li>
          <li>Before money leaves, we make sure that it is still you.</li>
          <li>Under Security you see every device that is signed in, and can end any of them.</li>
        </ul>
      </aside>
    </div>
  )
}
