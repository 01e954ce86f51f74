import type { EventStream } from './environment.ts'

/** Opens an event stream of the browser's own, which brings the cookie and reconnects by itself. */
export function openCookieStream(url: string, onEvent: (reason?: string) => void): EventStream {
  const source = new EventSource(url, { withCredentials: true })
  for (const name of ['ended', 'changed', 'warning']) {
    source.addEventListener(name, ({ data }) => onEvent(JSON.parse(data).reason))
  }
  return {
    isClosed: () => source.readyState > 1,
    close: () => source.close(),
  }
}
