import type { SojournError } from '@sojourn/client'
import { answerProblem, createTestSession, type TestSession } from '@sojourn/client/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import axe from 'axe-core'
import { type ReactNode, StrictMode } from 'react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { SessionProvider } from '../index.ts'
import { installTestDialog } from '../testing/index.ts'
import { DeviceList, german } from './index.ts'

beforeAll(installTestDialog)
afterEach(cleanup)

async function show(page: ReactNode, test = createTestSession()): Promise<TestSession> {
  render(
    <StrictMode>
      <SessionProvider client={test.client}>
        <main>{page}</main>
      </SessionProvider>
    </StrictMode>,
  )
  await act(() => test.clock.settle())
  return test
}

const press = (name: string): Promise<void> =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })))

describe('the device list', () => {
  it('shows this device first, without a way to end it by accident, and the next page on demand', async () => {
    await show(<DeviceList />)
    expect(screen.getAllByRole('listitem')).toHaveLength(1)
    expect(screen.getByRole('listitem').textContent).toContain('Firefox This device')
    expect(screen.queryByRole('button', { name: 'Sign out: Firefox' })).toBeNull()

    await press('Show more')

    expect(screen.getAllByRole('listitem')).toHaveLength(2)
    expect(screen.getByRole('button', { name: 'Sign out: Firefox' })).toBeTruthy()
  })

  it('asks once more before it ends a device, and says what it did', async () => {
    const test = await show(<DeviceList />)
    await press('Show more')
    await press('Sign out: Firefox')
    expect(test.server.count('DELETE /sessions/another')).toBe(0)

    await press('Yes, sign it out')

    expect(test.server.count('DELETE /sessions/another')).toBe(1)
    expect(screen.getByRole('status').textContent).toBe('1 device signed out.')
  })

  it('does not end what the person thought better of', async () => {
    const test = await show(<DeviceList />)
    await press('Sign out everywhere else')
    await press('Cancel')
    await press('Sign out everywhere else')
    expect(test.server.count('DELETE /sessions')).toBe(0)

    await press('Yes, sign out everywhere else')

    expect(test.server.count('DELETE /sessions')).toBe(1)
    expect(screen.getByRole('status').textContent).toBe('2 devices signed out.')
  })

  it('gives names, and takes them away', async () => {
    const test = await show(<DeviceList />)
    await press('Rename: Firefox')
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Work laptop' } })
    await press('Save')
    await press('Rename: Firefox')
    await press('Save')

    const bodies = test.server.requests.filter(({ method }) => method === 'PATCH')
    expect(bodies.map(({ body }) => body)).toEqual([{ name: 'Work laptop' }, { name: null }])
  })

  it('leaves a name alone when the person thinks better of it, and gives the focus back', async () => {
    const test = await show(<DeviceList />)
    await press('Rename: Firefox')
    expect(document.activeElement).toBe(screen.getByLabelText('Name'))

    await press('Cancel')

    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Rename: Firefox' }))
    expect(test.server.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(0)
  })

  it('signs this device out where the page says how', async () => {
    const onSignOut = vi.fn()
    const test = await show(<DeviceList onSignOut={onSignOut} />)
    await press('Sign out: Firefox')
    await press('Yes, sign it out')

    expect(onSignOut).toHaveBeenCalledOnce()
    expect(test.server.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(0)
  })

  it('asks nothing where the page does not want it to', async () => {
    const test = await show(<DeviceList confirm={false} />)
    await press('Sign out everywhere else')

    expect(test.server.count('DELETE /sessions')).toBe(1)
  })

  it('shows this device first, what each looks like under its name, and since when', async () => {
    const test = createTestSession()
    const device = { kind: 'browser', carrier: 'cookie', methods: [], platform: 'Linux' }
    const sessions = [
      { ...device, id: 'b', current: false, createdSecondsAgo: 90_000, activeSecondsAgo: 7200 },
      {
        ...device,
        id: 'a',
        current: true,
        name: 'Work',
        browser: 'Firefox',
        network: 'loopback',
        createdSecondsAgo: 3600,
        activeSecondsAgo: 0,
      },
    ]
    test.server.intercept('/sessions', () => new Response(JSON.stringify({ sessions })))
    await show(<DeviceList />, test)

    const [first, second] = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(first).toContain('Firefox on Linux · signed in 1 hour ago · active now · this computer')
    expect(second).toContain('signed in yesterday · last active 2 hours ago')
  })

  it('keeps the focus in the list when the device that had it goes', async () => {
    const test = await show(<DeviceList confirm={false} />)
    await press('Show more')
    const button = screen.getByRole('button', { name: 'Sign out: Firefox' })
    button.focus()
    await act(async () => void fireEvent.click(button))

    expect(test.server.count('DELETE /sessions/another')).toBe(1)
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Your devices' }))
  })

  it('says that it could not load, and loads when asked again', async () => {
    const test = createTestSession()
    await test.client.probe()
    test.server.state.reachable = false
    await show(<DeviceList />, test)
    expect(screen.getByRole('alert').textContent).toBe('Your devices could not be loaded.')

    test.server.state.reachable = true
    await press('Try again')

    expect(screen.getAllByRole('listitem')).toHaveLength(1)
    expect(screen.getByRole('alert').textContent).toBe('')
  })

  it('says that an act failed, and that nothing has changed', async () => {
    const test = await show(<DeviceList />)
    test.server.intercept('/sessions', () => answerProblem(503, 'store-unavailable'))
    await press('Sign out everywhere else')
    await press('Yes, sign out everywhere else')

    expect(screen.getByRole('alert').textContent).toBe('That did not work. Nothing has changed.')
  })

  it('says what went wrong in the words of the page, where it has any', async () => {
    const explain = (error: unknown): string => `${(error as SojournError).code}!`
    const test = await show(<DeviceList explain={explain} />)
    test.server.intercept('/sessions', () => answerProblem(503, 'store-unavailable'))
    await press('Sign out everywhere else')
    await press('Yes, sign out everywhere else')

    expect(screen.getByRole('alert').textContent).toBe('store-unavailable!')
  })

  it('can show items of your own, in your words', async () => {
    await show(
      <DeviceList
        pageSize={5}
        messages={german.devices}
        renderItem={(device, { end }) => (
          <button type="button" onClick={end}>
            {device.id} beenden
          </button>
        )}
      />,
    )

    expect(screen.getByText(/beenden/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Überall sonst abmelden' })).toBeTruthy()
  })

  it('passes axe', async () => {
    await show(<DeviceList />)
    await press('Show more')
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, 'page-has-heading-one': { enabled: false } },
    })

    expect(violations.map(({ id }) => id)).toEqual([])
    expect(document.querySelectorAll('[style], style')).toHaveLength(0)
  })
})
