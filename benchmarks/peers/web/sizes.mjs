// What a page pays for knowing who is signed in: each library as its own documentation imports it, bundled by the same
// bundler in the same run. React, Redux Toolkit and the framework of the host are outside of every bundle.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const here = fileURLToPath(new URL('.', import.meta.url))
const web = fileURLToPath(new URL('../../../web/', import.meta.url))
const { rolldown } = await import(
  pathToFileURL(createRequire(`${web}package.json`).resolve('rolldown'))
)
const host = /^(react|react-dom|react-redux|@reduxjs\/toolkit|next)(\/|$)/

// The folder to resolve from, the package whose version counts, and what a page imports.
const subjects = [
  [web, '@sojourn/client', "export { createSessionClient } from '@sojourn/client'"],
  [
    web,
    '@sojourn/react',
    "export { createSessionClient } from '@sojourn/client'; export { SessionProvider, SignedIn, SignedOut, useSession } from '@sojourn/react'",
    'client and hooks',
  ],
  [
    web,
    '@sojourn/react',
    "export { createSessionClient } from '@sojourn/client'; export { SessionProvider, SignedIn, SignedOut, useSession } from '@sojourn/react'; export { DeviceList, ExpiryDialog, SessionEndedNotice, StepUpDialog } from '@sojourn/react/ui'",
    'client, hooks and dialogs',
  ],
  [
    web,
    '@sojourn/redux',
    "export { createSessionClient } from '@sojourn/client'; export * from '@sojourn/redux'",
    'client and Redux',
  ],
  [
    here,
    'next-auth',
    "export { SessionProvider, useSession, signIn, signOut } from 'next-auth/react'",
    'react',
  ],
  [here, 'better-auth', "export { createAuthClient } from 'better-auth/react'", 'react'],
  [
    here,
    'supertokens-web-js',
    "export { default } from 'supertokens-web-js'; export { default as Session } from 'supertokens-web-js/recipe/session'",
    'session recipe',
  ],
  [here, 'oidc-client-ts', "export { UserManager } from 'oidc-client-ts'"],
  [
    here,
    'react-oidc-context',
    "export { AuthProvider, useAuth } from 'react-oidc-context'",
    'with oidc-client-ts',
  ],
  [here, '@auth0/auth0-react', "export { Auth0Provider, useAuth0 } from '@auth0/auth0-react'"],
  [here, '@azure/msal-browser', "export { PublicClientApplication } from '@azure/msal-browser'"],
  [
    here,
    '@azure/msal-react',
    "export { PublicClientApplication } from '@azure/msal-browser'; export { MsalProvider, useMsal } from '@azure/msal-react'",
    'with msal-browser',
  ],
  [
    here,
    '@clerk/clerk-react',
    "export { ClerkProvider, SignedIn, useSession } from '@clerk/clerk-react'",
    'the rest is fetched by script',
  ],
  [here, '@supabase/auth-js', "export { AuthClient } from '@supabase/auth-js'"],
  [here, 'react-idle-timer', "export { useIdleTimer } from 'react-idle-timer'", 'idleness only'],
]

async function bundle(cwd, imports) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === 'entry' ? `${cwd}entry.js` : null),
    load: (id) => (id === `${cwd}entry.js` ? imports : null),
  }
  const build = await rolldown({
    input: 'entry',
    cwd,
    plugins: [entry],
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    external: (id) => host.test(id),
    onLog: () => {},
  })
  const { output } = await build.generate({ format: 'esm', minify: true })
  return output.filter(({ type }) => type === 'chunk')
}

const clean = (code) => code.replaceAll('/* @__PURE__ */ ', '')
const gzip = (code) => gzipSync(clean(code), { level: 9 }).length
const brotli = (code) =>
  brotliCompressSync(clean(code), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
const kilobytes = (bytes) => (bytes / 1024).toFixed(1)
const sum = (chunks, measure) => chunks.reduce((total, { code }) => total + measure(code), 0)

function versionOf(cwd, name) {
  return JSON.parse(readFileSync(`${cwd}node_modules/${name}/package.json`, 'utf8')).version
}

/** What the page loads at once: the entry and everything that it imports by name. */
function atOnce(chunks) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const first = new Set()
  const visit = (chunk) => {
    if (!chunk || first.has(chunk)) return
    first.add(chunk)
    for (const name of chunk.imports) visit(byName.get(name))
  }
  visit(chunks.find(({ isEntry }) => isEntry))
  return [...first]
}

const rows = []
for (const [cwd, name, imports, note] of subjects) {
  const chunks = await bundle(cwd, imports)
  const first = atOnce(chunks)
  const later = chunks.filter((chunk) => !first.includes(chunk))
  rows.push({ name: `${name} ${versionOf(cwd, name)}${note ? ` (${note})` : ''}`, first, later })
}

console.log('| Library | gzip, kB | brotli, kB | minified, kB | on demand, gzip, kB |')
console.log('|---|---:|---:|---:|---:|')
for (const { name, first, later } of rows) {
  const raw = kilobytes(sum(first, (code) => Buffer.byteLength(clean(code))))
  const demand = later.length > 0 ? kilobytes(sum(later, gzip)) : '–'
  console.log(
    `| ${name} | ${kilobytes(sum(first, gzip))} | ${kilobytes(sum(first, brotli))} | ${raw} | ${demand} |`,
  )
}
