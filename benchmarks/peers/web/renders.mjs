// Turns vitest's report of the counted renders into a table.
import { readFileSync } from 'node:fs'

const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const counted = testResults
  .flatMap(({ assertionResults }) => assertionResults)
  .filter(({ status }) => status === 'passed')
  .map(({ title }) => /^renders when (.*): (\d+) \/ (\d+) \/ (\d+)$/.exec(title))
if (counted.length === 0 || counted.includes(null)) throw new Error('The report counts no renders.')
console.log('| When | `useSession(selector)` | `useSession()` | `ExpiryDialog` |')
console.log('|---|---:|---:|---:|')
for (const [, event, ...renders] of counted) console.log(`| ${event} | ${renders.join(' | ')} |`)
