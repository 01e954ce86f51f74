import type { SessionClient } from '@sojourn/client'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sessionIdOf } from './session-over.ts'
import { createQueries, getJson } from './tanstack-query.ts'
import { end, learnOfEnd, open, secret, serve, takeOver } from './test-world.ts'

afterEach(cleanup)

const account = (client: SessionClient) => ({
  queryKey: ['account'],
  queryFn: () => getJson<{ iban: string }>(client, '/api/account'),
})

function Account(props: { readonly client: SessionClient; readonly shown: string[] }): ReactNode {
  const { data } = useQuery(account(props.client))
  props.shown.push(`${sessionIdOf(props.client)}: ${data?.iban}`)
  return data?.iban ?? 'loading'
}

describe('TanStack Query', () => {
  it('keeps nothing when the session ends', async () => {
    const test = await open()
    const queries = createQueries(test.client)
    await queries.fetchQuery(account(test.client))
    expect(queries.getQueryData(['account'])).toEqual({ iban: secret })

    await end(test)

    expect(queries.getQueryCache().getAll()).toEqual([])
  })

  it('takes no answer of the session before', async () => {
    const test = await open()
    const queries = createQueries(test.client)
    const release = test.server.hold()
    const late = queries.fetchQuery(account(test.client)).catch(() => 'refused')
    await test.clock.settle()
    learnOfEnd(test)
    release()

    expect(await late).toBe('refused')
    expect(queries.getQueryData(['account'])).toBeUndefined()
  })

  it('refuses it to who fetches without a cache, too', async () => {
    const test = await open()
    const release = test.server.hold()
    const late = getJson(test.client, '/api/account').catch(({ code }) => code)
    await test.clock.settle()
    learnOfEnd(test)
    release()

    expect(await late).toBe('session-changed')
  })

  it('shows the next person nothing of the one before, although the page stays mounted', async () => {
    const test = await open()
    const queries = createQueries(test.client)
    const shown: string[] = []
    const { container } = render(
      <StrictMode>
        <QueryClientProvider client={queries}>
          <Account client={test.client} shown={shown} />
        </QueryClientProvider>
      </StrictMode>,
    )
    await act(() => vi.waitFor(() => expect(container.textContent).toBe(secret)))

    serve(test, '/api/account', { iban: 'of the second person' })
    let id = ''
    await act(async () => {
      id = await takeOver(test)
    })
    await act(() => vi.waitFor(() => expect(container.textContent).toContain('second')))

    expect(shown.filter((line) => line.startsWith(id)).join()).not.toContain(secret)
  })

  it('keeps everything through a lost network', async () => {
    const test = await open()
    const queries = createQueries(test.client)
    await queries.fetchQuery(account(test.client))

    test.server.state.reachable = false
    await test.client.probe()

    expect(queries.getQueryData(['account'])).toEqual({ iban: secret })
  })
})
