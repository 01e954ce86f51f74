import { comeBack } from './come-back.ts'
import type { Core } from './core.ts'
import type { Environment } from './environment.ts'

/**
 * Opens event streams of the browser's own, which bring the cookie. One that breaks is closed, although
 * it would reconnect by itself: all pages of a server that restarts would come back at the same moment.
 */
export function openCookieStream(core: Core): NonNullable<Environment['eventStream']> {
  return (url, onEvent) => {
    const source = new EventSource(url, { withCredentials: true })
    let isClosed = false
    let isOpen = false
    source.onopen = () => {
      isOpen = true
      core.emit(core, 'streamConnected')
    }
    for (const name of ['ended', 'changed', 'warning']) {
      source.addEventListener(name, ({ data }) => onEvent(JSON.parse(data).reason))
    }
    source.onerror = () => {
      source.close()
      if (isOpen) core.emit(core, 'streamLost')
      comeBack(core, () => {
        isClosed = true
      })
    }
    return {
      isClosed: () => isClosed,
      close: () => {
        source.close()
        core.agenda('stream')
      },
    }
  }
}
