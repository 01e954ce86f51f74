// A file that is gone from the sources must not be published from an earlier build.
import { rmSync } from 'node:fs'

rmSync('dist', { recursive: true, force: true })
