import type { SessionClient } from '@sojourn/client'
import { type LoaderFunction, redirect } from 'react-router'
import { guarded, onSessionOver } from './session-over.ts'

// snippet: state-router
/** A loader that runs for somebody who is signed in, and sends everybody else to sign in. */
export function privateLoader(client: SessionClient, load: LoaderFunction): LoaderFunction {
  return async (args) => {
    const known = client.getSnapshot()
    const { status } = known.status === 'unknown' ? await client.probe() : known
    if (status !== 'none') return guarded(client, async () => load(args))
    const { pathname, search } = new URL(args.request.url)
    throw redirect(`/sign-in?${new URLSearchParams({ from: pathname + search })}`)
  }
}

/** Loads anew when a session is over: the router would keep showing what it has. */
export function reloadWithSession(
  client: SessionClient,
  router: { revalidate(): Promise<void> },
): () => void {
  return onSessionOver(client, () => void router.revalidate())
}

/** Where to go after the sign-in: a path of this origin, whatever the address says. */
export function pathAfterSignIn(search: string, origin: string): string {
  const from = new URLSearchParams(search).get('from') ?? '/'
  if (!URL.canParse(from, origin)) return '/'
  const url = new URL(from, origin)
  // Two slashes at the beginning would be another host.
  return url.origin === origin ? url.pathname.replace(/^\/+/, '/') + url.search : '/'
}
// end
