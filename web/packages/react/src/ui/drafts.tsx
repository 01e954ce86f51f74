'use client'

import type { SessionSnapshot } from '@sojourn/client'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useSession } from '../use-session.ts'

const keepMs = 15 * 60_000

/** What somebody had begun to write. */
export interface Drafts {
  read(owner: string | undefined, name: string): unknown
  write(owner: string | undefined, name: string, value: unknown): void
  forget(): void
}

/** Creates a memory for one person at a time: what another one writes removes all that was there. */
export function createDrafts(): Drafts {
  const values = new Map<string, unknown>()
  let holder: string | undefined
  return {
    read: (owner, name) => (owner !== undefined && owner === holder ? values.get(name) : undefined),
    write: (owner, name, value) => {
      if (owner !== holder) values.clear()
      holder = owner
      // Without a person there is nobody to keep it for.
      if (owner === undefined || value === undefined) values.delete(name)
      else values.set(name, value)
    },
    forget: () => values.clear(),
  }
}

const DraftContext = /* @__PURE__ */ createContext<Drafts | undefined>(undefined)

/**
 * Keeps what forms below had begun while their session is over, in the memory of this page and nowhere
 * else. Gone when the person signs out, when somebody else signs in, and 15 minutes after the end.
 */
export function DraftKeeper(props: { readonly children?: ReactNode }): ReactNode {
  const [drafts] = useState(createDrafts)
  const owner = useSession(ownerOf)
  const isSignedOut = useSession(
    (snapshot) => snapshot.status === 'none' && snapshot.reason === 'signed-out',
  )
  useEffect(() => {
    if (isSignedOut) drafts.forget()
    // Here, and not only at their next writing: nobody's words outlast the next person's arrival.
    if (owner !== undefined) {
      drafts.write(owner, '', undefined)
      return undefined
    }
    const timer = setTimeout(drafts.forget, keepMs)
    return () => clearTimeout(timer)
  }, [drafts, owner, isSignedOut])
  return <DraftContext.Provider value={drafts}>{props.children}</DraftContext.Provider>
}

/** The memory of the keeper above, if there is one. */
export function useDrafts(): Drafts | undefined {
  return useContext(DraftContext)
}

/**
 * Form state that outlives the form while its writer signs in again: `[value, set, clear]`. Never for
 * passwords, codes and card numbers, which belong in an uncontrolled field and in no memory.
 */
export function useDraft<T>(
  name: string,
  initial: T,
): readonly [value: T, set: (value: T) => void, clear: () => void] {
  const drafts = useDrafts()
  const owner = useSession(ownerOf)
  const restored = (): { owner: string | undefined; value: T } => ({
    owner,
    value: (drafts?.read(owner, name) as T | undefined) ?? initial,
  })
  const [state, setState] = useState(restored)
  // During the render and not after it: one frame with another person's words is one too many.
  const mine = state.owner === owner ? state : restored()
  if (mine !== state) setState(mine)
  const write = (value: T | undefined): void => {
    drafts?.write(owner, name, value)
    setState({ owner, value: value ?? initial })
  }
  return [mine.value, write, () => write(undefined)]
}

function ownerOf(snapshot: SessionSnapshot): string | undefined {
  if (snapshot.status !== 'active') return undefined
  return JSON.stringify([snapshot.session.tenant, snapshot.session.subject])
}
