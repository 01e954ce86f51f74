import { HttpClient, type HttpRequest, HttpResponse, type HubConnection } from '@microsoft/signalr'
import type { SessionClient } from '@sojourn/client'
import { sessionIdOf } from './session-over.ts'

// snippet: state-signalr
/**
 * Keeps one connection per session. A connection goes on as whoever opened it, so it closes with its
 * session; what still arrives from it is judged by `isCurrent`.
 */
export function connectWithSession(
  client: SessionClient,
  connect: (isCurrent: () => boolean) => Pick<HubConnection, 'start' | 'stop'>,
): () => void {
  let id: string | undefined
  let stop = (): void => {}
  const follow = (): void => {
    const now = sessionIdOf(client)
    if (now === id) return
    stop()
    id = now
    if (now === undefined) return
    const connection = connect(() => id === now)
    stop = () => void connection.stop()
    // The first start is not repeated by `withAutomaticReconnect`: repeat it as your page sees fit.
    connection.start().catch(() => {})
  }
  const forget = client.subscribe(follow)
  follow()
  return () => {
    forget()
    stop()
    id = undefined
  }
}

/** Negotiation and long polling through the client; `background`, because a hub is not a person. */
export class SessionHttpClient extends HttpClient {
  readonly #client: SessionClient

  constructor(client: SessionClient) {
    super()
    this.#client = client
  }

  override async send(request: HttpRequest): Promise<HttpResponse> {
    const abort = new AbortController()
    if (request.abortSignal) request.abortSignal.onabort = () => abort.abort()
    const response = await this.#client.fetch(request.url ?? '', {
      method: request.method ?? 'GET',
      headers: request.headers ?? {},
      body: request.content ?? null,
      signal: abort.signal,
      activity: 'background',
    })
    const isBinary = request.responseType === 'arraybuffer'
    const content = isBinary ? await response.arrayBuffer() : await response.text()
    return new HttpResponse(response.status, response.statusText, content as string)
  }
}
// end
