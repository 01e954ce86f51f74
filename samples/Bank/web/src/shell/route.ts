import { useSyncExternalStore } from 'react'

export interface Route {
  readonly path: string
  readonly title: string
}

/** Every page of the bank; the first is also where unknown addresses lead. */
export const routes = [
  { path: '/', title: 'Accounts' },
  { path: '/transfer', title: 'Transfer' },
  { path: '/security', title: 'Security' },
] as const satisfies readonly Route[]

export type RoutePath = (typeof routes)[number]['path']

/** The route of the address bar. Three pages need no router library. */
export function useRoute(): (typeof routes)[number] {
  const path = useSyncExternalStore(subscribe, () => location.pathname)
  return routes.find((route) => route.path === path) ?? routes[0]
}

/** Goes to a page without loading the document again. */
export function navigate(path: RoutePath): void {
  if (path === location.pathname) return
  history.pushState(null, '', path)
  // pushState tells nobody; popstate is what the Back button sends.
  dispatchEvent(new PopStateEvent('popstate'))
  scrollTo(0, 0)
}

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener)
  return () => removeEventListener('popstate', listener)
}
