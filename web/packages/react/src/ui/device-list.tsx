'use client'

import type { DeviceSession } from '@sojourn/client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type Devices, useDevices } from '../use-devices.ts'
import { Confirmed } from './confirmed.tsx'
import { DeviceItem } from './device-item.tsx'
import { english } from './english.ts'
import type { DeviceMessages } from './messages.ts'

/** What can be done with one device. */
export interface DeviceActions {
  rename(name: string | null): Promise<void>
  /** Ends its session; that of this browser by your `onSignOut`, if there is one. */
  end(): Promise<void>
}

/** What a `DeviceList` can be given. */
export interface DeviceListProps {
  readonly pageSize?: number
  /** Offers to sign out this device too: `() => client.signOut()`, or the way that your page does it. */
  readonly onSignOut?: () => unknown
  /** Whether ending a session asks once more. Default: true; false where you ask for a proof anyway. */
  readonly confirm?: boolean
  /** Your words for what went wrong; nothing for those of `messages`. */
  readonly explain?: (error: unknown) => string | undefined
  readonly messages?: Partial<DeviceMessages>
  /** Replaces the content of an item. */
  readonly renderItem?: (device: DeviceSession, actions: DeviceActions) => ReactNode
  readonly className?: string | undefined
}

/** The person's devices, to name and to sign out. A failure is said, and is never an empty list. */
export function DeviceList(props: DeviceListProps = {}): ReactNode {
  const messages = { ...english.devices, ...props.messages }
  const { pageSize, confirm = true } = props
  const list = useDevices(pageSize === undefined ? {} : { pageSize })
  const { said, actionsOf, endOthers } = useActions(list, messages, props)
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    // What had the focus may be gone with its device, and a keyboard would start at the top again.
    if (said && document.activeElement === document.body)
      ref.current?.focus({ preventScroll: true })
  }, [said])
  const failure = list.error && (props.explain?.(list.error) ?? messages.failed)
  return (
    <section
      ref={ref}
      // Not for the Tab key: it takes the focus of a device that is gone.
      tabIndex={-1}
      className={`sojourn-devices ${props.className ?? ''}`.trim()}
      aria-label={messages.label}
      aria-busy={list.status === 'loading'}
    >
      {list.status === 'loading' && <p>{messages.loading}</p>}
      <ul>
        {thisFirst(list.devices).map((device) => (
          <li key={device.id} aria-current={device.current ? 'true' : undefined}>
            {props.renderItem?.(device, actionsOf(device)) ?? (
              <DeviceItem
                {...{ device, messages, confirm }}
                actions={actionsOf(device)}
                canEnd={!device.current || props.onSignOut !== undefined}
              />
            )}
          </li>
        ))}
      </ul>
      <p role="status">{!said?.isBad && said?.text}</p>
      <p role="alert">{failure ?? (said?.isBad && said.text)}</p>
      <More {...{ list, messages, confirm, endOthers }} />
    </section>
  )
}

/** What concerns the list as a whole. */
function More(props: {
  readonly list: Devices
  readonly messages: DeviceMessages
  readonly confirm: boolean
  readonly endOthers: () => Promise<void>
}): ReactNode {
  const { list, messages } = props
  return (
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
          confirm={props.confirm && messages.confirmEndOthers}
          cancel={messages.cancel}
          onConfirm={props.endOthers}
        />
      )}
    </div>
  )
}

interface Said {
  readonly text: string
  readonly isBad?: boolean
}

function useActions(
  list: Devices,
  messages: DeviceMessages,
  { explain, onSignOut }: DeviceListProps,
) {
  const [said, say] = useState<Said>()
  const attempt = async (act: () => Promise<string | undefined>): Promise<void> => {
    say(undefined)
    say(
      await act().then(
        (text) => (text === undefined ? text : { text }),
        (error: unknown) => ({ text: explain?.(error) ?? messages.actionFailed, isBad: true }),
      ),
    )
  }
  const actionsOf = ({ id, current }: DeviceSession): DeviceActions => ({
    rename: (name) => attempt(() => list.rename(id, name).then(() => undefined)),
    end: () =>
      attempt(async () => {
        // One's own session is signed out of, so that the page does what else belongs to that.
        await (current && onSignOut ? onSignOut() : list.end(id))
        return messages.ended(1)
      }),
  })
  const endOthers = (): Promise<void> => attempt(() => list.endOthers().then(messages.ended))
  return { said, actionsOf, endOthers }
}

/** The one that people know, to understand the others by. */
function thisFirst(devices: readonly DeviceSession[]): readonly DeviceSession[] {
  return [...devices].sort((one, other) => Number(other.current) - Number(one.current))
}
