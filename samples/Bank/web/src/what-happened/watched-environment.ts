import type { Environment, TabChannel } from '@sojourn/client'
import type { Journal } from './journal.ts'
import { streamWords, tabWords } from './words.ts'

/**
 * The browser as the client knows it, but watched: for the panel alone, which wants to show what no page
 * needs to know. Of requests and answers it reads one header, in which there never is a token.
 */
export function createWatchedEnvironment(journal: Journal): Partial<Environment> {
  return {
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      const header = response.headers.get('Sojourn-Session')
      if (header) journal.noteHeader(header)
      // The stream of a bearer session carries a header, so that `fetch` opens it.
      if (response.ok && isEventStream(response)) noteConnected(journal)
      return response
    },
    channel: (name) => openChannel(name, journal),
    eventStream: createStreamOpener(journal),
  }
}

function openChannel(name: string, journal: Journal): TabChannel {
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const kind = wordOf(data, 'kind')
    const words = kind === undefined ? undefined : tabWords[kind]
    if (words) journal.note(`Another tab says: ${kind}`, words)
  })
  return channel
}

function createStreamOpener(journal: Journal): NonNullable<Environment['eventStream']> {
  let failures = 0
  return (url, onEvent) => {
    const source = new EventSource(url, { withCredentials: true })
    let isClosed = false
    let timer: ReturnType<typeof setTimeout> | undefined
    source.onopen = () => {
      failures = 0
      noteConnected(journal)
    }
    source.onerror = () => {
      // Closed, as the client's own is: left alone, all pages of a restarted server return at once.
      source.close()
      journal.note('Event stream lost', 'The page asks the server in a moment, then listens again.')
      const delayMs = 1000 * 2 ** Math.min(failures++, 5) * (0.5 + Math.random())
      timer = setTimeout(() => {
        isClosed = true
        onEvent()
      }, delayMs)
    }
    for (const [name, words] of Object.entries(streamWords)) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        journal.note(`The server says: ${name}`, words)
        onEvent(wordOf(JSON.parse(data), 'reason'))
      })
    }
    return {
      isClosed: () => isClosed,
      close: () => {
        source.close()
        clearTimeout(timer)
      },
    }
  }
}

function noteConnected(journal: Journal): void {
  journal.note('Event stream connected', 'An end that happens elsewhere is heard at once.')
}

function isEventStream({ headers }: Response): boolean {
  return headers.get('Content-Type')?.startsWith('text/event-stream') === true
}

function wordOf(value: unknown, name: string): string | undefined {
  const word = Object(value)[name] as unknown
  return typeof word === 'string' ? word : undefined
}
