'use client'

import type { DeadlineKind, SessionClient, Warning } from '@sojourn/client'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { useSessionClient } from './session-provider.tsx'
import { useSession } from './use-session.ts'

const secondMs = 1000

/** What a "you will be signed out" dialog needs. */
export interface ExpiryWarning {
  /** Whether the dialog should be shown. */
  readonly open: boolean
  readonly kind: DeadlineKind
  /** Whether "stay signed in" can be offered. */
  readonly canExtend: boolean
  /** Rounded up to seconds; changes once a second while open. */
  readonly remainingMs: number
  /** What became of "stay signed in". */
  readonly state: 'idle' | 'extending' | 'failed'
  /** Stays signed in. Never rejects: `state` says `failed`, and the warning stays open. */
  extend(): Promise<void>
  signOut(): Promise<void>
}

/** The expiry warning. Only components that call this render each second, and only while it is open. */
export function useExpiryWarning(): ExpiryWarning {
  const client = useSessionClient()
  const warning = useSession((snapshot) =>
    snapshot.status === 'active' ? snapshot.warning : undefined,
  )
  const remainingMs = useRemaining(client, warning)
  const [state, setState] = useState<ExpiryWarning['state']>('idle')
  const extend = async (): Promise<void> => {
    setState('extending')
    const isExtended = await client.extend().then(
      () => true,
      () => false,
    )
    setState(isExtended ? 'idle' : 'failed')
  }
  return {
    open: warning !== undefined,
    kind: warning?.kind ?? 'idle',
    canExtend: warning?.canExtend === true,
    remainingMs,
    state,
    extend,
    signOut: () => client.signOut(),
  }
}

function useRemaining(client: SessionClient, warning: Warning | undefined): number {
  const [subscribe, read] = useMemo(() => {
    const everySecond = (listener: () => void): (() => void) => {
      const timer = warning && setInterval(listener, secondMs)
      return () => clearInterval(timer)
    }
    // Whole seconds, so that two reads within one render agree.
    const seconds = (): number =>
      warning ? Math.ceil((client.remaining(warning.kind) ?? 0) / secondMs) : 0
    return [everySecond, seconds]
  }, [client, warning])
  return useSyncExternalStore(subscribe, read, () => 0) * secondMs
}
