import type { SessionSnapshot } from '@sojourn/client'

/** What each way of carrying a session means. */
export const carrierWords: Readonly<Record<string, string>> = {
  cookie: 'A cookie carries a random token; all else is in the server’s store.',
  sealed: 'An encrypted cookie carries the session itself; the store is asked now and then.',
  bearer:
    'Short-lived access tokens in memory; a cookie that scripts cannot read fetches new ones.',
}

/** What one tab tells the others. */
export const tabWords: Readonly<Record<string, string>> = {
  ended: 'The session is over there, so it is over here.',
  changed: 'It has just met this session, or a newer state of it. If this tab knows less, it asks.',
  renewed: 'Somebody chose to stay there: an open question closes here.',
}

/** What the server's event stream says. */
export const streamWords: Readonly<Record<string, string>> = {
  ended: 'The session is over. The page asks why.',
  changed: 'The session is newer than this page knows. The page asks.',
  warning: 'A deadline is near. The page asks.',
}

export function stateWords(snapshot: SessionSnapshot): string {
  if (snapshot.status === 'unknown') return 'Not known yet: the server has not answered'
  if (snapshot.status === 'none' && snapshot.signOutPending) {
    return 'Signed out here; the server does not know yet'
  }
  const state = snapshot.status === 'active' ? 'Signed in' : 'Nobody is signed in'
  const trust = {
    live: 'the server has confirmed it',
    stale: 'being confirmed',
    offline: 'offline',
  }
  return `${state} (${trust[snapshot.freshness]})`
}

/** `29 min 5 s`: no colons, which a screen reader takes for a ratio. */
export function lengthWords(ms: number | undefined): string {
  if (ms === undefined) return '–'
  const seconds = Math.ceil(ms / 1000)
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return '0 s'
  return parts
    .slice(first, first + 2)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}
