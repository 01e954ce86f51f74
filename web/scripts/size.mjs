import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

// What a page pays: the client as everybody imports it, and all hooks together. Besides, and only when it is met, a part
// that is loaded on demand: each has a budget of its own, so that nothing is hidden by moving it there.
const partLimit = 1.5
const budgets = [
  {
    name: '@sojourn/client',
    code: "export { createSessionClient } from '@sojourn/client'",
    limit: 5,
  },
  { name: '@sojourn/react', code: "export * from '@sojourn/react'", limit: 1.5 },
  // Beside the hooks; German only where it is asked for. A third of it are words, and half of the rest keeps the focus and
  // tells screen readers what happened: what is left out there, every page would have to add.
  {
    name: '@sojourn/react/ui',
    code: "export { DeviceList, DraftKeeper, ExpiryDialog, SessionEndedNotice, StepUpDialog, useDraft } from '@sojourn/react/ui'",
    limit: 4.75,
  },
  { name: '@sojourn/redux', code: "export * from '@sojourn/redux'", limit: 1.5 },
]

// What comes with the host, or is another package with a budget of its own.
const foreign = /^(react|react-dom|@reduxjs\/toolkit)(\/|$)/

async function bundle(name, imports, treeshake = true) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === 'entry' ? id : null),
    load: (id) => (id === 'entry' ? imports : null),
  }
  const bundle = await rolldown({
    input: 'entry',
    plugins: [entry],
    treeshake,
    external: (id) =>
      foreign.test(id) ||
      (/^@sojourn\//.test(id) && id !== name) ||
      (name.endsWith('/ui') && id.startsWith('../')),
    onLog: () => {},
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  return output
}

async function measure({ name, code: imports }) {
  const output = await bundle(name, imports)
  return output.map(({ code, isEntry, name: chunk }) => ({
    isEntry,
    chunk,
    // Annotations are for the bundler that comes next and do not reach a browser.
    size: gzipSync(code.replaceAll('/* @__PURE__ */ ', ''), { level: 9 }).length,
  }))
}

function report(name, size, kilobytes) {
  const limit = kilobytes * 1024
  const isOver = size > limit
  console.log(`${isOver ? 'OVER' : 'ok  '} ${name}: ${size} of ${limit} bytes, min+gzip`)
  if (isOver) process.exitCode = 1
}

// The kits for tests have no budget, but run as little.
const kits = [{ name: '@sojourn/client/testing' }, { name: '@sojourn/react/testing' }]

// Importing a package runs nothing: judged without believing what its package.json says of itself.
async function checkImport({ name }) {
  const [{ code }] = await bundle(name, `import '${name}'`, { moduleSideEffects: () => true })
  const rest = code.replace(/import\s*"[^"]*";?/g, '').trim()
  if (rest === '') return
  console.log(`RUNS ${name} on import: ${rest.slice(0, 200)}`)
  process.exitCode = 1
}

for (const entry of [...budgets, ...kits]) await checkImport(entry)
for (const budget of budgets) {
  for (const { isEntry, chunk, size } of await measure(budget)) {
    if (isEntry) report(budget.name, size, budget.limit)
    else report(`${budget.name}, on demand: ${chunk}`, size, partLimit)
  }
}
