import { type SessionClient, SojournError } from '@sojourn/client'

/** The session of now, if there is one. */
export function sessionIdOf(client: SessionClient): string | undefined {
  const snapshot = client.getSnapshot()
  return snapshot.status === 'active' ? snapshot.session.id : undefined
}

/** Runs when a session is over: ended, here or anywhere, or replaced by another one. */
export function onSessionOver(client: SessionClient, run: () => void): () => void {
  let id = sessionIdOf(client)
  return client.subscribe(() => {
    const before = id
    id = sessionIdOf(client)
    if (before !== undefined && before !== id) run()
  })
}

/** Rejects if the session is over by the time that the answer is there: it was another person's. */
export async function guarded<T>(client: SessionClient, call: () => Promise<T>): Promise<T> {
  let isLate = false
  const stop = onSessionOver(client, () => {
    isLate = true
  })
  try {
    const answer = await call()
    if (isLate) throw new SojournError('session-changed')
    return answer
  } finally {
    stop()
  }
}
