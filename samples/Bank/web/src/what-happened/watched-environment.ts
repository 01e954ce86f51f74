import type { Environment, EventStream, TabChannel } from '@sojourn/client'
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
    eventStream: (url, onEvent) => openEventStream(url, onEvent, journal),
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

function openEventStream(
  url: string,
  onEvent: (reason?: string) => void,
  journal: Journal,
): EventStream {
  const source = new EventSource(url, { withCredentials: true })
  source.onopen = () => noteConnected(journal)
  source.onerror = () =>
    journal.note('Event stream lost', 'The browser tries again; meanwhile every answer tells.')
  for (const [name, words] of Object.entries(streamWords)) {
    source.addEventListener(name, ({ data }: MessageEvent<string>) => {
      journal.note(`The server says: ${name}`, words)
      onEvent(wordOf(JSON.parse(data), 'reason'))
    })
  }
  return {
    isClosed: () => source.readyState === EventSource.CLOSED,
    close: () => source.close(),
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
