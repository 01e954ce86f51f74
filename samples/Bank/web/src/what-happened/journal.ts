/** One thing that happened to the session, in plain words. */
export interface Entry {
  readonly number: number
  readonly at: Date
  readonly title: string
  readonly text: string
  /** Small print of the session's life: shown, and never spoken. */
  readonly isDetail: boolean
}

export interface JournalState {
  /** The newest first. */
  readonly entries: readonly Entry[]
  /** The last `Sojourn-Session` header, as the server wrote it. */
  readonly header: string | undefined
}

/** What happened to the session of this page since it was loaded; in memory, and never a token. */
export interface Journal {
  getState(): JournalState
  subscribe(listener: () => void): () => void
  /** Something that a person would want to know. */
  tell(title: string, text: string): void
  /** Something that only somebody who learns wants to know. */
  note(title: string, text: string): void
  noteHeader(header: string): void
}

const most = 30

export function createJournal(): Journal {
  const listeners = new Set<() => void>()
  let state: JournalState = { entries: [], header: undefined }
  let last = 0
  const publish = (next: JournalState): void => {
    state = next
    for (const listener of listeners) listener()
  }
  const add = (title: string, text: string, isDetail: boolean): void => {
    last += 1
    const entry = { number: last, at: new Date(), title, text, isDetail }
    publish({ ...state, entries: [entry, ...state.entries].slice(0, most) })
  }
  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: (title, text) => add(title, text, false),
    note: (title, text) => add(title, text, true),
    noteHeader: (header) => {
      if (header !== state.header) publish({ ...state, header })
    },
  }
}
