import { comeBack } from './come-back.ts'
import type { Core } from './core.ts'
import type { EventStream } from './environment.ts'

const longestMs = 30_000

/**
 * Opens an event stream that carries a header, which the browser's own `EventSource` cannot. It lives
 * for one connection; a while after its end it asks to be opened again, as the browser's own does.
 */
export function openTokenStream(
  core: Core,
  url: string,
  onEvent: (reason?: string) => void,
): EventStream {
  const stop = new AbortController()
  const init: RequestInit = { cache: 'no-store', credentials: 'include', signal: stop.signal }
  let isClosed = false
  const markClosed = (): void => {
    isClosed = true
  }
  follow(core, url, init, onEvent)
    .catch(() => undefined)
    .then((delayMs) => {
      if (!stop.signal.aborted) comeBack(core, markClosed, delayMs)
    })
  return {
    isClosed: () => isClosed,
    close: () => stop.abort(),
  }
}

/** Reads one connection to its end and says how long to wait for the next, if that is not as usual. */
async function follow(
  core: Core,
  url: string,
  init: RequestInit,
  onEvent: (reason?: string) => void,
): Promise<number | undefined> {
  const { fetchWithToken } = await core.load('bearer')
  const { ok, body } = await fetchWithToken(core, url, init, true)
  // Refused: too many streams, or a session that is over.
  if (!ok || !body) return longestMs
  core.emit(core, 'streamConnected')
  try {
    await read(body, onEvent)
  } finally {
    if (!init.signal?.aborted) core.emit(core, 'streamLost')
  }
  return undefined
}

/** Reads server-sent events (HTML, section 9.2) as far as our server writes them. */
async function read(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onEvent: (reason?: string) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const blocks = (rest + next.value).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const [, data] = /^event: (?:ended|changed|warning)\ndata: (.*)$/m.exec(block) ?? []
      if (data) onEvent(JSON.parse(data).reason)
    }
  }
}
