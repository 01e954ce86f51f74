import { createTestWrapper, passTime } from '@sojourn/react/testing'
import { act, cleanup, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { addLastOrder, BasketOfSession, useBasket } from './context-reducer.tsx'
import { end, learnOfEnd, open, secret, takeOver } from './test-world.ts'

afterEach(cleanup)

function Items(): ReactNode {
  const [{ items }, dispatch] = useBasket()
  return (
    <button type="button" onClick={() => dispatch({ type: 'added', item: secret })}>
      {items.join() || 'empty'}
    </button>
  )
}

describe('Context and reducer', () => {
  it('begins anew with each session', async () => {
    const test = await open()
    render(
      <BasketOfSession>
        <Items />
      </BasketOfSession>,
      { wrapper: createTestWrapper(test) },
    )
    act(() => screen.getByRole('button').click())
    expect(screen.getByRole('button').textContent).toBe(secret)

    await act(() => takeOver(test))
    expect(screen.getByRole('button').textContent).toBe('empty')
    await act(() => end(test))
    await passTime(test)

    expect(screen.queryByRole('button')).toBeNull()
  })

  it('is told nothing that comes late', async () => {
    const test = await open()
    const dispatch = vi.fn()
    test.server.intercept('/api/last-order', () => new Response(secret))
    const release = test.server.hold()
    const late = addLastOrder(test.client, dispatch).catch(({ code }) => code)
    await test.clock.settle()
    learnOfEnd(test)
    release()

    expect(await late).toBe('session-changed')
    expect(dispatch).not.toHaveBeenCalled()
  })
})
