'use client'

import type { DeviceSession } from '@sojourn/client'
import { type ReactNode, useState } from 'react'
import { useDevices } from '../use-devices.ts'
import { Confirmed } from './confirmed.tsx'
import { DeviceItem } from './device-item.tsx'
import { english } from './english.ts'
import type { DeviceMessages } from './messages.ts'

/** What can be done with one device. */
export interface DeviceActions {
  rename(name: string | null): Promise<void>
  end(): Promise<void>
}

/** What a `DeviceList` can be given. */
export interface DeviceListProps {
  readonly pageSize?: number
  readonly messages?: Partial<DeviceMessages>
  /** Replaces the content of an item. */
  readonly renderItem?: (device: DeviceSession, actions: DeviceActions) => ReactNode
  readonly className?: string
}

/** The person's devices, to name and to sign out. A failure is said, and is never an empty list. */
export function DeviceList(props: DeviceListProps = {}): ReactNode {
  const messages = { ...english.devices, ...props.messages }
  const { pageSize } = props
  const list = useDevices(pageSize === undefined ? {} : { pageSize })
  const [said, say] = useState<{ text: string; isBad?: boolean }>()
  const attempt = async (act: () => Promise<string | undefined>): Promise<void> => {
    const text = await act().catch(() => false as const)
    say(text === false ? { text: messages.actionFailed, isBad: true } : text ? { text } : undefined)
  }
  const actionsOf = ({ id }: DeviceSession): DeviceActions => ({
    rename: (name) => attempt(() => list.rename(id, name).then(() => undefined)),
    end: () => attempt(() => list.end(id).then(() => messages.ended(1))),
  })
  return (
    <section
      className={`sojourn-devices ${props.className ?? ''}`.trim()}
      aria-label={messages.label}
    >
      {list.status === 'loading' && <p>{messages.loading}</p>}
      <ul>
        {list.devices.map((device) => (
          <li key={device.id} aria-current={device.current ? 'true' : undefined}>
            {props.renderItem?.(device, actionsOf(device)) ?? (
              <DeviceItem {...{ device, messages }} actions={actionsOf(device)} />
            )}
          </li>
        ))}
      </ul>
      <p role="status">{!said?.isBad && said?.text}</p>
      <p role="alert">{list.status === 'error' ? messages.failed : said?.isBad && said.text}</p>
      <div className="sojourn-buttons">
        {list.status === 'error' && (
          <button type="button" onClick={list.reload}>
            {messages.retry}
          </button>
        )}
        {list.loadMore && (
          <button type="button" className="sojourn-quiet" onClick={list.loadMore}>
            {messages.more}
          </button>
        )}
        {(list.devices.length > 1 || list.loadMore) && (
          <Confirmed
            label={messages.endOthers}
            confirm={messages.confirmEndOthers}
            cancel={messages.cancel}
            onConfirm={() => attempt(() => list.endOthers().then(messages.ended))}
          />
        )}
      </div>
    </section>
  )
}
