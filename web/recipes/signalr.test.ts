import { createTestSession } from '@sojourn/client/testing'
import { describe, expect, it, vi } from 'vitest'
import { connectWithSession, SessionHttpClient } from './signalr.ts'
import { end, open, takeOver } from './test-world.ts'

describe('SignalR', () => {
  it('has one connection per session, and none without', async () => {
    const test = createTestSession()
    const made: { start: () => Promise<void>; stop: () => Promise<void>; isCurrent(): boolean }[] =
      []
    const stop = connectWithSession(test.client, (isCurrent) => {
      const connection = { start: vi.fn(async () => {}), stop: vi.fn(async () => {}), isCurrent }
      made.push(connection)
      return connection
    })
    expect(made).toHaveLength(0)
    await test.client.probe()
    expect(made[0]?.start).toHaveBeenCalledOnce()
    expect(made[0]?.isCurrent()).toBe(true)

    await takeOver(test)
    expect(made[0]?.stop).toHaveBeenCalledOnce()
    expect(made.map(({ isCurrent }) => isCurrent())).toEqual([false, true])
    await end(test)
    expect(made[1]?.stop).toHaveBeenCalledOnce()
    expect(made[1]?.isCurrent()).toBe(false)

    stop()
    test.server.signIn()
    await test.client.probe()
    expect(made).toHaveLength(2)
  })

  it('negotiates in the background: a hub keeps nobody signed in', async () => {
    const test = await open()
    const http = new SessionHttpClient(test.client)
    const { statusCode, content } = await http.post('http://localhost/hub/negotiate')

    expect([statusCode, content]).toEqual([200, '{"path":"/hub/negotiate"}'])
    const seen = test.server.requests.at(-1)
    expect(seen?.headers.get('Sojourn-Activity')).toBe('background')
    expect(seen?.method).toBe('POST')
  })
})
