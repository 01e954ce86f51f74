import { createTestSession } from '@sojourn/client/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { loot } from './web-storage.ts'

describe('a token in web storage', () => {
  afterEach(() => localStorage.clear())

  it('is in the hands of every script of the page', () => {
    localStorage.setItem('access_token', 'eyJhbGciOiJFUzI1NiJ9.the.secret')

    expect(loot(window)).toContain('the.secret')
  })

  it.each(['cookie', 'sealed', 'bearer'] as const)(
    'does not exist with the %s carrier, nor anything else to take',
    async (carrier) => {
      const test = createTestSession({ carrier })
      const stop = test.client.start()
      await test.client.probe()
      await test.client.fetch('/api/account')
      await test.clock.settle()

      expect(loot(window)).toBe('[{},{},""]')
      for (const token of test.server.tokens.issued.keys()) {
        expect(JSON.stringify([test.client.getSnapshot(), { ...test.client }])).not.toContain(token)
      }
      stop()
    },
  )
})
