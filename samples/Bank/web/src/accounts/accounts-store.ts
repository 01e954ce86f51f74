import type { Account } from '../api/bank-api.ts'

export interface AccountsState {
  readonly status: 'loading' | 'ready' | 'error'
  readonly accounts: readonly Account[]
  readonly error: unknown
}

/** The accounts of one session: made when it starts, and gone with it. */
export interface AccountsStore {
  getState(): AccountsState
  subscribe(listener: () => void): () => void
  load(): Promise<void>
}

/** Loads when somebody first subscribes: rendering causes no call, and strict mode asks once. */
export function createAccountsStore(read: () => Promise<readonly Account[]>): AccountsStore {
  const listeners = new Set<() => void>()
  let state: AccountsState = { status: 'loading', accounts: [], error: undefined }
  let latest = 0
  const publish = (next: AccountsState): void => {
    state = next
    for (const listener of listeners) listener()
  }
  const load = async (): Promise<void> => {
    const mine = ++latest
    const next = await read().then(
      (accounts): AccountsState => ({ status: 'ready', accounts, error: undefined }),
      (error: unknown): AccountsState => ({ status: 'error', accounts: state.accounts, error }),
    )
    // Answers overtake each other; the older one must not undo the newer.
    if (mine === latest) publish(next)
  }
  return {
    getState: () => state,
    load,
    subscribe: (listener) => {
      listeners.add(listener)
      if (latest === 0) void load()
      return () => listeners.delete(listener)
    },
  }
}
