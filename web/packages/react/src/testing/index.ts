'use client'

export {
  createTestSession,
  type TestSession,
  type TestSessionOptions,
  type TestTab,
} from '@sojourn/client/testing'
export { installTestDialog, pressEscape } from './test-dialog.ts'
export { createTestWrapper, passTime } from './test-wrapper.tsx'
