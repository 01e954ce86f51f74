// The load comparison: every way of knowing who is asking, on the same endpoint, each in a server process of its own,
// interleaved and repeated, so that a noisy minute hits all of them. The server gets one core, the load the other.
//
//   node benchmarks/load.mjs --server path/to/Sojourn.LoadServer.dll [--rounds 5] [--seconds 4]

import { spawn, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
  },
})

const ways = [
  { name: 'no authentication', kind: 'none', path: '/me' },
  { name: 'constant principal, [Authorize]', kind: 'constant', path: '/me' },
  { name: 'Sojourn, no [Authorize]', kind: 'sojourn', path: '/open' },
  { name: 'Sojourn, [Authorize]', kind: 'sojourn', path: '/me' },
  { name: 'Sojourn Sealed, [Authorize]', kind: 'sojourn-sealed', path: '/me' },
  { name: 'Sojourn Bearer, [Authorize]', kind: 'sojourn-bearer', path: '/me' },
  { name: 'cookie handler, [Authorize]', kind: 'cookie', path: '/me' },
  { name: 'cookie handler + ITicketStore, [Authorize]', kind: 'ticket-store', path: '/me' },
  { name: 'Microsoft.AspNetCore.Session', kind: 'session', path: '/me' },
  { name: 'JwtBearer HS256, [Authorize]', kind: 'jwt', path: '/me' },
  { name: 'JwtBearer ES256, [Authorize]', kind: 'jwt-es256', path: '/me' },
]

const ticksPerSecond = 100
let nextPort = 5190

async function startServer(kind) {
  const port = nextPort++
  const process = spawn('taskset', ['-c', '0', 'dotnet', values.server, kind, String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...globalThis.process.env, DOTNET_gcServer: '0', ASPNETCORE_ENVIRONMENT: 'Production' },
  })
  const address = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 200; attempt++) {
    const answered = await fetch(`${address}/open`).catch(() => undefined)
    if (answered?.ok) {
      return { address, process }
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The server '${kind}' did not answer.`)
}

async function signIn({ address }, kind) {
  if (kind === 'none' || kind === 'constant') {
    return []
  }
  const answer = await fetch(`${address}/sign-in`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  return ['-H', cookie ? `Cookie: ${cookie}` : `Authorization: Bearer ${await answer.text()}`]
}

function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

function load(server, path, headers, seconds) {
  const before = cpuSeconds(server.process.pid)
  const output = execFileSync(
    'taskset',
    ['-c', '1', 'wrk', '-t1', '-c32', `-d${seconds}s`, ...headers, `${server.address}${path}`],
    { encoding: 'utf8' },
  )
  const used = cpuSeconds(server.process.pid) - before
  if (output.includes('Non-2xx')) {
    throw new Error(`Refused answers under load at ${path}:\n${output}`)
  }
  const requests = Number(/(\d+) requests in/.exec(output)[1])
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(output)[1])
  return { perSecond, cpuMicroseconds: (used / requests) * 1e6 }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
const spread = (numbers) => `${Math.min(...numbers).toFixed(1)}–${Math.max(...numbers).toFixed(1)}`

const servers = new Map()
for (const kind of new Set(ways.map((way) => way.kind))) {
  const server = await startServer(kind)
  servers.set(kind, { ...server, headers: await signIn(server, kind) })
}

const results = new Map(ways.map((way) => [way.name, []]))
for (const way of ways) {
  const server = servers.get(way.kind)
  load(server, way.path, server.headers, 3)
}
for (let round = 0; round < Number(values.rounds); round++) {
  for (const way of ways) {
    const server = servers.get(way.kind)
    results.get(way.name).push(load(server, way.path, server.headers, Number(values.seconds)))
  }
}
for (const server of servers.values()) {
  server.process.kill('SIGKILL')
}

const base = {
  perSecond: median(results.get('no authentication').map((r) => r.perSecond)),
  cpu: median(results.get('no authentication').map((r) => r.cpuMicroseconds)),
}
console.log(`Processor: ${cpus()[0].model.trim()}, ${cpus().length} cores; server on one, load on the other.`)
console.log(`${values.rounds} rounds of ${values.seconds} s each, interleaved, 32 connections; medians.\n`)
console.log('| Way | requests/s | of no authentication | server CPU µs/request (spread) | added µs |')
console.log('|---|---:|---:|---:|---:|')
for (const way of ways) {
  const all = results.get(way.name)
  const perSecond = median(all.map((r) => r.perSecond))
  const cpu = all.map((r) => r.cpuMicroseconds)
  const share = ((perSecond / base.perSecond) * 100).toFixed(1)
  const added = (median(cpu) - base.cpu).toFixed(1)
  console.log(
    `| ${way.name} | ${Math.round(perSecond)} | ${share} % | ${median(cpu).toFixed(1)} (${spread(cpu)}) | ${added} |`,
  )
}
