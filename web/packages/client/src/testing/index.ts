export { answerActive, answerProblem, type FakeSession, sessionHeader } from './fake-answers.ts'
export type { FakeClock } from './fake-clock.ts'
export type { FakeServer, FakeServerState, SeenRequest } from './fake-server.ts'
export type { FakeTab } from './fake-tab.ts'
export type { FakeToken, FakeTokens } from './fake-tokens.ts'
export {
  createTestSession,
  type TestSession,
  type TestSessionOptions,
  type TestTab,
} from './test-session.ts'
