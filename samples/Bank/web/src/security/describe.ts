import type { DeviceSession } from '@sojourn/client'

/** What a person calls a device: the name they gave it, else what it looks like. */
export function describe({ name, browser, platform }: DeviceSession): string {
  if (name) return name
  if (browser && platform) return `${browser} on ${platform}`
  return browser ?? platform ?? 'Unknown device'
}
