import type { Claims } from '@sojourn/client'
import type { ReactNode } from 'react'
import { Brand } from './brand.tsx'
import css from './frame.module.css'
import { Link } from './link.tsx'
import { PersonMenu } from './person-menu.tsx'
import { routes } from './route.ts'

/** What surrounds every page. Its height is the same in all states, so that nothing jumps. */
export function Frame(props: {
  readonly person?: Claims
  readonly children?: ReactNode
}): ReactNode {
  return (
    <>
      <a className={css.skip} href="#content">
        Skip to content
      </a>
      <header className={css.header}>
        <div className={css.bar}>
          <Brand />
          {props.person && <PersonMenu person={props.person} />}
        </div>
        {props.person && (
          <nav className={css.nav} aria-label="Main">
            {routes.map((route) => (
              <Link key={route.path} to={route.path} className={css.navLink}>
                {route.title}
              </Link>
            ))}
          </nav>
        )}
      </header>
      <main id="content" className={css.main} tabIndex={-1}>
        {props.children}
      </main>
    </>
  )
}
