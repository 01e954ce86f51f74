'use client'

import type { EndReason, Session } from '@sojourn/client'
import { useEffect, useRef } from 'react'
import { useSession } from './use-session.ts'

/**
 * The session, for a page that needs one. Calls `onMissing` once for each time that the server says
 * there is none: not while it is unknown, and not for a lost network.
 */
export function useRequireSession(options: {
  readonly onMissing: (reason: EndReason | undefined) => void
}): Session | undefined {
  const snapshot = useSession()
  const told = useRef<unknown>(undefined)
  const isMissing = snapshot.status === 'none'
  const reason = isMissing ? snapshot.reason : undefined
  const { onMissing } = options
  useEffect(() => {
    // Strict mode runs effects twice, and two redirects are one too many.
    if (isMissing && told.current !== true) onMissing(reason)
    told.current = isMissing
  }, [isMissing, reason, onMissing])
  return snapshot.status === 'active' ? snapshot.session : undefined
}
