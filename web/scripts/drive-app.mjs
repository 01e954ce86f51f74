import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
// Nothing inline, nothing evaluated, nothing from elsewhere, and no text that becomes markup.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

/** Serves a built app beside a fake server, and looks at it in the browser as a person would. */
export async function driveApp(app, expect) {
  const kit = join(app, 'node_modules/@sojourn/client/dist/testing/index.js')
  const { createTestSession } = await import(pathToFileURL(kit))
  const test = createTestSession()
  const site = createServer((request, response) => serve(app, test, request, response))
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve))
  const executablePath = process.env.CHROMIUM ?? browsers.find((path) => existsSync(path))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await (await browser.newContext()).newPage()
    page.setDefaultTimeout(15_000)
    const complaints = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`http://127.0.0.1:${site.address().port}/`)
    await look(page, test, expect).catch(async (error) => {
      // What stood there says more than that something did not.
      throw new Error(`${await page.content()}\n${complaints}`, { cause: error })
    })
    expect(complaints.length === 0, `the policy has nothing to complain about ${complaints}`)
  } finally {
    await browser.close()
    site.closeAllConnections()
    site.close()
  }
}

async function look(page, test, expect) {
  await page.getByRole('heading', { name: 'Hello Ada Lovelace' }).waitFor()
  expect((await page.title()) === 'active', 'the page and the store say who is signed in')
  test.server.state.lifetimes.warningSeconds = 3600
  await page.reload()
  const dialog = page.getByRole('alertdialog')
  await dialog.waitFor()
  const border = await dialog.evaluate((element) => getComputedStyle(element).borderRadius)
  expect(border !== '0px', 'the dialog opens, with its style sheet')
  test.server.state.lifetimes.warningSeconds = 60
  await dialog.getByRole('button').first().click()
  await dialog.waitFor({ state: 'hidden' })
  expect(
    test.server.count('POST /session/renew') > 0,
    'staying closes it by the word of the server',
  )
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Hello' }).waitFor({ state: 'detached' })
  expect((await page.title()) === 'none', 'a sign-out in one tab reaches the other, and its store')
}

async function serve(app, test, request, response) {
  const { pathname } = new URL(request.url, 'http://localhost')
  if (pathname.startsWith('/sojourn')) {
    // A stream that never says anything: the kit's own tests are about streams.
    if (pathname === '/sojourn/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders()
      return
    }
    const chunks = await request.toArray()
    const body = Buffer.concat(chunks).toString() || undefined
    const { method, headers } = request
    const answer = await test.server.fetch(`http://localhost${request.url}`, {
      method,
      headers,
      body,
    })
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
    return
  }
  const file = join(app, 'dist', pathname === '/' ? 'index.html' : pathname)
  const isThere = existsSync(file)
  response.writeHead(isThere || pathname === '/favicon.ico' ? 200 : 404, {
    'Content-Type': types[extname(file)] ?? 'text/plain',
    'Content-Security-Policy': policy,
  })
  response.end(isThere ? readFileSync(file) : '')
}
