import type { SessionClient } from '@sojourn/client'
import { SignedIn } from '@sojourn/react'
import { createContext, type Dispatch, type ReactNode, useContext, useReducer } from 'react'
import { guarded } from './session-over.ts'

// snippet: state-context
interface Basket {
  readonly items: readonly string[]
}

type BasketAction = { readonly type: 'added'; readonly item: string } | { readonly type: 'emptied' }

function reduce(basket: Basket, action: BasketAction): Basket {
  return action.type === 'added' ? { items: [...basket.items, action.item] } : { items: [] }
}

const BasketContext = createContext<readonly [Basket, Dispatch<BasketAction>] | undefined>(
  undefined,
)

/** The basket of one session: the key makes a new one for the next, and the end takes it away. */
export function BasketOfSession(props: { readonly children: ReactNode }): ReactNode {
  return (
    <SignedIn>{({ id }) => <BasketProvider key={id}>{props.children}</BasketProvider>}</SignedIn>
  )
}

function BasketProvider(props: { readonly children: ReactNode }): ReactNode {
  const basket = useReducer(reduce, { items: [] })
  return <BasketContext.Provider value={basket}>{props.children}</BasketContext.Provider>
}

export function useBasket(): readonly [Basket, Dispatch<BasketAction>] {
  const basket = useContext(BasketContext)
  if (basket === undefined) throw new Error('Wrap the page in <BasketOfSession>.')
  return basket
}

/** A dispatch that comes late reaches a reducer that is gone; what it would tell is not even fetched. */
export async function addLastOrder(
  client: SessionClient,
  dispatch: Dispatch<BasketAction>,
): Promise<void> {
  const item = await guarded(client, async () => (await client.fetch('/api/last-order')).text())
  dispatch({ type: 'added', item })
}
// end
