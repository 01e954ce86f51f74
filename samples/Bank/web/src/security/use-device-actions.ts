import type { DeviceSession } from '@sojourn/client'
import { type Devices, useSessionClient, useStepUp } from '@sojourn/react'
import { useState } from 'react'
import { explain } from '../api/bank-error.ts'
import { useProve } from '../step-up/step-up-provider.tsx'
import { describe } from './describe.ts'

export interface DeviceActions {
  /** What the last action did, or why it did not. */
  readonly news: { readonly tone: 'success' | 'danger'; readonly text: string } | undefined
  readonly rename: (device: DeviceSession, name: string) => Promise<void>
  readonly end: (device: DeviceSession) => Promise<void>
  readonly endOthers: () => Promise<void>
}

/** The actions of the device list: each asks for the password if the server wants it, and reports. */
export function useDeviceActions(devices: Devices): DeviceActions {
  const client = useSessionClient()
  const options = { onRequired: useProve() }
  const rename = useStepUp(devices.rename, options)
  const end = useStepUp(devices.end, options)
  const endOthers = useStepUp(devices.endOthers, options)
  const [news, setNews] = useState<DeviceActions['news']>()
  const report = async (action: () => Promise<string>): Promise<void> => {
    setNews(undefined)
    try {
      setNews({ tone: 'success', text: await action() })
    } catch (error) {
      setNews({ tone: 'danger', text: explain(error) })
    }
  }
  return {
    news,
    rename: (device, name) =>
      report(async () => {
        await rename(device.id, name)
        return 'The name is saved.'
      }),
    end: (device) =>
      report(async () => {
        // One's own session is signed out of, so that the cookie goes as well.
        await (device.current ? client.signOut() : end(device.id))
        return `${describe(device)} is signed out.`
      }),
    endOthers: () =>
      report(async () => {
        const count = await endOthers()
        return count === 1
          ? 'One other device is signed out.'
          : `${count} other devices are signed out.`
      }),
  }
}
