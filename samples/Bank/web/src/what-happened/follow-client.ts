import type { SessionClient, SessionSnapshot } from '@sojourn/client'
import { english } from '@sojourn/react/ui'
import type { Journal } from './journal.ts'
import { carrierWords } from './words.ts'

/** Writes down what the client reports: an application listens to the same events. */
export function followClient(client: SessionClient, { tell, note }: Journal): void {
  let generation = 0
  client.on('active', (session) => {
    generation = session.generation
    tell(
      'A session is here',
      `Generation ${generation}. ${carrierWords[session.carrier] ?? session.carrier}`,
    )
  })
  client.on('changed', (session) => {
    tell(
      `Rotated: generation ${generation} is now ${session.generation}`,
      'The same session with a new token: a copy of the old one is worth nothing any more.',
    )
    generation = session.generation
  })
  client.on('renewed', () => {
    tell('Renewed', 'You chose to stay, and the server moved the idle deadline.')
  })
  client.on('warning', ({ kind, canExtend }) => {
    tell(
      `The ${kind} deadline is near`,
      canExtend ? 'Staying moves it.' : 'Nothing moves it: every session ends some day.',
    )
  })
  client.on('stepUpRequired', () => {
    tell('A call was refused', 'The server wants a fresh proof of who you are first.')
  })
  client.on('ended', ({ reason, here }) => {
    tell(`Ended: ${reason}`, `${english.ended[reason]}${here ? ' It was done in this tab.' : ''}`)
  })
  followFreshness(client, note)
}

function followFreshness(client: SessionClient, note: Journal['note']): void {
  let known = freshnessOf(client.getSnapshot())
  client.subscribe(() => {
    const snapshot = client.getSnapshot()
    const next = freshnessOf(snapshot)
    const before = known
    known = next
    if (next === before) return
    if (next === 'offline') {
      note('Offline', 'No network. That ends nothing: only the server can say that it is over.')
    } else if (next === 'stale') {
      note(
        'Not sure any more',
        'There was news or a deadline has passed: the page asks the server.',
      )
    } else if (before !== 'unknown') {
      note('Confirmed', 'The server has answered: what you see is true again.')
    } else if (snapshot.status === 'none') {
      note('Nobody is signed in', 'The server has answered that this browser holds no session.')
    }
  })
}

function freshnessOf(snapshot: SessionSnapshot): string {
  return snapshot.status === 'unknown' ? 'unknown' : snapshot.freshness
}
