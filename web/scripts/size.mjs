import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

// What a page pays: the client as everybody imports it, and all hooks together.
const budgets = [
  {
    name: '@sojourn/client',
    code: "export { createSessionClient } from '@sojourn/client'",
    limit: 5,
  },
  { name: '@sojourn/react', code: "export * from '@sojourn/react'", limit: 1.5 },
]

async function measure({ name, code: imports }) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === 'entry' ? id : null),
    load: (id) => (id === 'entry' ? imports : null),
  }
  const bundle = await rolldown({
    input: 'entry',
    plugins: [entry],
    external: (id) => /^react(\/|$)/.test(id) || (/^@sojourn\//.test(id) && id !== name),
    onLog: () => {},
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  // Annotations are for the bundler that comes next and do not reach a browser.
  const code = output[0].code.replaceAll('/* @__PURE__ */ ', '')
  return gzipSync(code, { level: 9 }).length
}

for (const budget of budgets) {
  const size = await measure(budget)
  const limit = budget.limit * 1024
  const isOver = size > limit
  console.log(`${isOver ? 'OVER' : 'ok  '} ${budget.name}: ${size} of ${limit} bytes, min+gzip`)
  if (isOver) process.exitCode = 1
}
