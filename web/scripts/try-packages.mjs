// What npm would publish, tried as a stranger would: packed, installed into an empty app, type-checked in both ways of
// resolving modules, imported by Node, built by Vite, and driven in the browser.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { driveApp } from './drive-app.mjs'
import { importEntries } from './import-entries.mjs'

const web = fileURLToPath(new URL('..', import.meta.url))
const { devDependencies: versions } = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8'))
const packages = ['client', 'react', 'redux']
const tarballs = mkdtempSync(join(tmpdir(), 'sojourn-packed-'))

function expect(isTrue, what) {
  if (!isTrue) throw new Error(`Not so: ${what}`)
  console.log(`ok   ${what}`)
}

function run(folder, command, ...args) {
  try {
    return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')}\n${error.stdout}\n${error.stderr}`)
  }
}

function pack(name) {
  const folder = join(web, 'packages', name)
  const [{ filename, files }] = JSON.parse(
    run(folder, 'npm', 'pack', '--json', '--pack-destination', tarballs),
  )
  const paths = files.map(({ path }) => path)
  const useless = paths.filter((path) =>
    /\.test\.|test-shop|tsconfig|^api|\.tsbuildinfo/.test(path),
  )
  expect(useless.length === 0, `${name}: only what is of use is packed ${useless}`)
  const wanted = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']
  const missing = wanted.filter((path) => !paths.includes(path))
  expect(missing.length === 0, `${name}: readme, licence and entry are packed ${missing}`)
  const isStale = (path) =>
    !['.ts', '.tsx'].some((end) =>
      existsSync(join(folder, path.replace('dist', 'src').replace(/\.js$/, end))),
    )
  const stale = paths.filter((path) => /^dist\/.*\.js$/.test(path) && isStale(path))
  expect(stale.length === 0, `${name}: nothing is built from a file that is gone ${stale}`)
  const strays = paths
    .filter((path) => path.endsWith('.map'))
    .flatMap((path) => outside(folder, path, paths))
  expect(strays.length === 0, `${name}: source maps point at what is packed ${strays}`)
  return join(tarballs, filename)
}

function outside(folder, path, paths) {
  const { sources } = JSON.parse(readFileSync(join(folder, path), 'utf8'))
  return sources
    .map((source) => join(path, '..', source))
    .filter((source) => !paths.includes(source))
}

function checkTypes(app, moduleResolution) {
  const module = moduleResolution === 'bundler' ? 'esnext' : 'nodenext'
  const compilerOptions = {
    target: 'es2022',
    module,
    moduleResolution,
    strict: true,
    noEmit: true,
    jsx: 'react-jsx',
    types: [],
    // The types of others are theirs to mend.
    skipLibCheck: true,
  }
  const files = ['main.tsx', 'kit.ts']
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  run(app, 'npx', 'tsc', '-p', 'tsconfig.json')
  console.log(`ok   types are clean with ${moduleResolution}`)
}

async function tryWith(react, packed) {
  const app = mkdtempSync(join(tmpdir(), 'sojourn-app-'))
  try {
    cpSync(join(web, 'fresh-app'), app, { recursive: true })
    writeFileSync(join(app, 'package.json'), '{ "name": "app", "private": true, "type": "module" }')
    const others = ['@reduxjs/toolkit', 'vite', 'typescript'].map(
      (name) => `${name}@${versions[name]}`,
    )
    const reacts = [`react@${react}`, `react-dom@${react}`]
    const types = ['@types/react', '@types/react-dom'].map((name) => `${name}@${versions[name]}`)
    run(
      app,
      'npm',
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      ...packed,
      ...reacts,
      ...types,
      ...others,
    )
    console.log(`ok   installed into an empty app with React ${react}`)
    for (const moduleResolution of ['bundler', 'nodenext']) checkTypes(app, moduleResolution)
    writeFileSync(join(app, 'import-entries.mjs'), importEntries)
    expect(
      run(app, 'node', 'import-entries.mjs').trim() === 'signed-out',
      'Node imports every entry, which leaves no trace',
    )
    run(app, 'npx', 'vite', 'build')
    const page = readFileSync(join(app, 'dist', 'index.html'), 'utf8')
    expect(
      !/modulepreload/.test(page),
      'Vite builds it, and the page loads no part before it is met',
    )
    await driveApp(app, expect)
  } finally {
    rmSync(app, { recursive: true, force: true })
  }
}

try {
  const packed = packages.map(pack)
  const { devDependencies } = JSON.parse(readFileSync(join(web, 'react18/package.json'), 'utf8'))
  for (const react of [devDependencies.react, versions.react]) await tryWith(react, packed)
} finally {
  rmSync(tarballs, { recursive: true, force: true })
}
