// Compares what each entry exports with the report that is committed beside its package, so that a change to the public
// surface is a line in a review. `--update` writes the reports anew.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'

const web = fileURLToPath(new URL('..', import.meta.url))
const isUpdate = process.argv.includes('--update')
const entries = [
  ['client', 'index', 'client'],
  ['client', 'testing/index', 'client-testing'],
  ['react', 'index', 'react'],
  ['react', 'ui/index', 'react-ui'],
  ['react', 'testing/index', 'react-testing'],
  ['redux', 'index', 'redux'],
]

const compilerOptions = {
  target: 'es2022',
  lib: ['es2023', 'dom', 'dom.iterable'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: [],
  strict: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  noEmit: true,
}

function prepare([name, entry, report]) {
  const folder = join(web, 'packages', name)
  const file = join(folder, 'dist', `${entry}.d.ts`)
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      newlineKind: 'lf',
      projectFolder: folder,
      mainEntryPointFilePath: file,
      compiler: { overrideTsconfig: { compilerOptions, files: [file] } },
      apiReport: {
        enabled: true,
        reportFolder: join(folder, 'api'),
        reportTempFolder: join(web, 'node_modules/.api'),
        reportFileName: `${report}.api.md`,
      },
      // A type that the surface mentions and nobody can import is a fault of the surface.
      messages: {
        extractorMessageReporting: {
          default: { logLevel: 'error' },
          'ae-missing-release-tag': { logLevel: 'none' },
          'ae-undocumented': { logLevel: 'none' },
          // What Redux Toolkit gives away is its own affair.
          'ae-wrong-input-file-type': { logLevel: 'none' },
        },
        compilerMessageReporting: { default: { logLevel: 'error' } },
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
    },
  })
}

/** What can be imported from the main entry of a package, which its kit for tests need not repeat. */
function exportsOf(name) {
  const report = readFileSync(join(web, 'packages', name, 'api', `${name}.api.md`), 'utf8')
  const found = report.matchAll(
    /^export (?:declare )?(?:interface|type|function|class|const) (\w+)/gm,
  )
  return new Set([...found].map(([, exported]) => exported))
}

for (const entry of entries) {
  const config = prepare(entry)
  mkdirSync(config.reportFolder, { recursive: true })
  const { succeeded, apiReportChanged } = Extractor.invoke(config, {
    localBuild: isUpdate,
    messageCallback: (message) => {
      // Which compiler it brings is of interest to nobody.
      if (/^console-(preamble|compiler-version)/.test(message.messageId)) message.logLevel = 'none'
      const [, symbol] = /^The symbol "(\w+)" needs to be exported/.exec(message.text) ?? []
      if (symbol && entry[1] !== 'index' && exportsOf(entry[0]).has(symbol))
        message.logLevel = 'none'
    },
  })
  const isGood = succeeded && (isUpdate || !apiReportChanged)
  const advice = isGood
    ? ''
    : ': if you mean the change, run `npm run api:update` and commit the report'
  console.log(`${isGood ? 'ok  ' : 'FAIL'} public surface of ${entry[2]}${advice}`)
  if (!isGood) process.exitCode = 1
}
