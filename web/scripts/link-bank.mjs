// npm keeps every package of this workspace in web/node_modules, but the sample's page lives outside of web/, where
// Node does not look for them. One link makes it look: one install, one lock file, one copy of React.
import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('../../samples/Bank/web', import.meta.url))
const link = `${page}/node_modules`
// A junction, which Windows makes without privileges, cannot be relative.
const target =
  process.platform === 'win32'
    ? fileURLToPath(new URL('../node_modules', import.meta.url))
    : '../../../web/node_modules'

if (existsSync(page)) {
  rmSync(link, { recursive: true, force: true })
  symlinkSync(target, link, 'junction')
}
