import { defineConfig } from 'vitest/config'

function source(path: string): string {
  return new URL(path, import.meta.url).pathname
}

// Tests run against the sources: a stale dist must never decide whether a test is green.
const alias = {
  '@sojourn/client/testing': source('./packages/client/src/testing/index.ts'),
  '@sojourn/client': source('./packages/client/src/index.ts'),
}

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'client', root: './packages/client', environment: 'jsdom' },
      },
      {
        extends: true,
        test: { name: 'react', root: './packages/react', environment: 'jsdom' },
      },
      {
        extends: true,
        test: { name: 'redux', root: './packages/redux', environment: 'jsdom' },
      },
    ],
  },
})
