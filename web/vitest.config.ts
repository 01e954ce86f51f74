import { defineConfig } from 'vitest/config'

function source(path: string): string {
  return new URL(path, import.meta.url).pathname
}

// Tests run against the sources: a stale dist must never decide whether a test is green.
const alias = {
  '@sojourn/client/testing': source('./packages/client/src/testing/index.ts'),
  '@sojourn/client': source('./packages/client/src/index.ts'),
  '@sojourn/react/testing': source('./packages/react/src/testing/index.ts'),
  '@sojourn/react/ui.css': source('./packages/react/src/ui/ui.css'),
  '@sojourn/react/ui': source('./packages/react/src/ui/index.ts'),
  '@sojourn/react': source('./packages/react/src/index.ts'),
  '@sojourn/redux': source('./packages/redux/src/index.ts'),
}

// The peer range begins at React 18.3, whose copy lies in a workspace of its own. What renders must be inlined
// too: left outside, it would load the React beside it.
const react18 = [
  { find: /^react(?=$|\/)/, replacement: source('./react18/node_modules/react') },
  { find: /^react-dom(?=$|\/)/, replacement: source('./react18/node_modules/react-dom') },
  {
    find: /^@testing-library\/react$/,
    replacement: source('./node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
  },
]

export default defineConfig({
  resolve: { alias },
  test: {
    // No test waits for a clock, so this limit is for what hangs, and a busy machine must not reach it.
    testTimeout: 60_000,
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
      {
        extends: true,
        test: { name: 'recipes', root: './recipes', environment: 'jsdom' },
      },
      {
        extends: true,
        // The page of the sample lies outside of this folder, and what it imports lies in it.
        server: { fs: { allow: ['..'] } },
        test: { name: 'bank', root: '../samples/Bank/web', environment: 'jsdom' },
      },
      {
        extends: true,
        resolve: { alias: react18 },
        test: {
          name: 'react 18',
          environment: 'jsdom',
          include: ['react18/*.test.ts', 'packages/react/src/**/*.test.tsx'],
          // `Activity` came with React 19.2.
          exclude: ['packages/react/src/activity.test.tsx'],
          server: { deps: { inline: [/@testing-library\/react/] } },
        },
      },
    ],
  },
})
