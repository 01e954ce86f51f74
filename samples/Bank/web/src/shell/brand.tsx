import type { ReactNode } from 'react'
import css from './frame.module.css'

export function Brand(): ReactNode {
  return (
    <span className={css.brand}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
        <path className={css.wave} d="M4 20.5c4 0 4-2.5 8-2.5s4 2.5 8 2.5 4-2.5 8-2.5" />
        <path className={css.wave} d="M4 26c4 0 4-2.5 8-2.5s4 2.5 8 2.5 4-2.5 8-2.5" />
        <path className={css.mast} d="M16 5v10M10.5 10.5 16 5l5.5 5.5" />
      </svg>
      <span>
        Quayside<span className={css.brandEnd}> Bank</span>
      </span>
    </span>
  )
}
