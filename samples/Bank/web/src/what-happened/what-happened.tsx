import { type ReactNode, useState, useSyncExternalStore } from 'react'
import layout from '../styles/layout.module.css'
import type { Entry, Journal } from './journal.ts'
import { SessionFacts } from './session-facts.tsx'
import css from './what-happened.module.css'

const time = new Intl.DateTimeFormat('en-IE', { timeStyle: 'medium' })

/** The session's life as it happens, for people who learn. Closed, it costs nothing and says nothing. */
export function WhatHappened({ journal }: { readonly journal: Journal }): ReactNode {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <aside className={css.dock} aria-label="For learning">
      <details className={css.panel} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary className={css.summary}>What just happened</summary>
        {isOpen && <Content journal={journal} />}
      </details>
    </aside>
  )
}

function Content({ journal }: { readonly journal: Journal }): ReactNode {
  const { entries, header } = useSyncExternalStore(journal.subscribe, journal.getState)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section className={css.content} tabIndex={0} aria-label="The session's life">
      <section aria-labelledby="happened">
        <h2 id="happened">Newest first</h2>
        <ol className={css.entries}>
          {entries.map((entry) => (
            <Line key={entry.number} entry={entry} />
          ))}
        </ol>
      </section>
      <SessionFacts header={header} />
      {/* One sentence at a time, and no small print: a log that is read out drowns the page. */}
      <p className={layout.visuallyHidden} role="status">
        {entries.find((entry) => !entry.isDetail)?.title}
      </p>
    </section>
  )
}

function Line(props: { readonly entry: Entry }): ReactNode {
  const { at, title, text, isDetail } = props.entry
  return (
    <li className={isDetail ? css.detail : undefined}>
      <time dateTime={at.toISOString()}>{time.format(at)}</time>
      <p>
        <strong>{title}.</strong> {text}
      </p>
    </li>
  )
}
