import { useSession, useSessionClient } from '@sojourn/react'
import { type ReactNode, useEffect, useState } from 'react'
import { isWithRedux } from '../state/variant.ts'
import css from './what-happened.module.css'
import { carrierWords, lengthWords, stateWords } from './words.ts'

/** What the page knows about the session now. */
export function SessionFacts(props: { readonly header: string | undefined }): ReactNode {
  const snapshot = useSession()
  const session = snapshot.status === 'active' ? snapshot.session : undefined
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">Right now</h2>
      <dl className={css.facts}>
        <Fact name="State">{stateWords(snapshot)}</Fact>
        <Fact name="Carrier">
          {session ? (carrierWords[session.carrier] ?? session.carrier) : '–'}
        </Fact>
        <Fact name="Generation">{session?.generation ?? '–'}</Fact>
        <RemainingTimes />
        <Fact name="Last Sojourn-Session header">
          <code>{props.header ?? '–'}</code>
        </Fact>
        <Fact name="Accounts are kept by">
          {isWithRedux ? 'Redux' : 'TanStack Query'} until the session is over.{' '}
          <a href={isWithRedux ? '/' : '/?state=redux'}>
            See it with {isWithRedux ? 'TanStack Query' : 'Redux'}
          </a>
        </Fact>
      </dl>
    </section>
  )
}

/** Apart, because these alone change each second. */
function RemainingTimes(): ReactNode {
  const client = useSessionClient()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <>
      <Fact name="Ends unused in">{lengthWords(client.remaining('idle'))}</Fact>
      <Fact name="Ends in any case in">{lengthWords(client.remaining('absolute'))}</Fact>
    </>
  )
}

function Fact(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}
