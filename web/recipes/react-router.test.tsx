import { createTestSession, type TestSession } from '@sojourn/client/testing'
import { SessionProvider, SignedIn } from '@sojourn/react'
import { act, cleanup, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { createMemoryRouter, RouterProvider, useLoaderData } from 'react-router'
import { afterEach, describe, expect, it } from 'vitest'
import { pathAfterSignIn, privateLoader, reloadWithSession } from './react-router.ts'
import { getJson } from './tanstack-query.ts'
import { end, open, secret, serve } from './test-world.ts'

afterEach(cleanup)

function Account(): ReactNode {
  return (useLoaderData() as { iban: string }).iban
}

describe('React Router', () => {
  function routes(test: TestSession) {
    const router = createMemoryRouter(
      [
        {
          path: '/account',
          loader: privateLoader(test.client, () => getJson(test.client, '/api/account')),
          element: (
            <SignedIn>
              <Account />
            </SignedIn>
          ),
          hydrateFallbackElement: <p>one moment</p>,
        },
        { path: '/sign-in', element: <p>sign in</p> },
      ],
      { initialEntries: ['/account?year=2026'] },
    )
    return router
  }
  const show = (test: TestSession, router: ReturnType<typeof routes>) =>
    render(
      <SessionProvider client={test.client}>
        <RouterProvider router={router} />
      </SessionProvider>,
    )

  it('loads for who is signed in, and shows nothing of it afterwards', async () => {
    const test = await open()
    const router = routes(test)
    const stop = reloadWithSession(test.client, router)
    show(test, router)
    await screen.findByText(secret)

    await act(() => end(test))
    await screen.findByText('sign in')

    expect(router.state.location.search).toBe('?from=%2Faccount%3Fyear%3D2026')
    expect(JSON.stringify(router.state.loaderData)).not.toContain(secret)
    stop()
  })

  it('asks the server before it sends anybody away', async () => {
    const test = createTestSession()
    serve(test, '/api/account', { iban: secret })
    show(test, routes(test))

    expect(await screen.findByText(secret)).toBeTruthy()
  })

  it('goes back to this origin only', () => {
    const origin = 'https://bank.example'
    const goTo = (from: string): string =>
      pathAfterSignIn(`?${new URLSearchParams({ from })}`, origin)

    expect(goTo('/account?year=2026')).toBe('/account?year=2026')
    for (const from of ['https://evil.example', '//evil.example', '/\\evil.example', 'https://']) {
      expect(goTo(from)).toBe('/')
    }
    expect(goTo('/.//evil.example')).toBe('/evil.example')
    expect(goTo('javascript:alert(1)')).toBe('/')
    expect(pathAfterSignIn('', origin)).toBe('/')
  })
})
