import { createTestSession, type TestSession } from '@sojourn/client/testing'

const test: TestSession = createTestSession()
await test.client.probe()
export const status: 'unknown' | 'active' | 'none' = test.client.getSnapshot().status
