'use client'

import type { DeviceSession } from '@sojourn/client'
import { type ReactNode, useState } from 'react'
import { Confirmed } from './confirmed.tsx'
import type { DeviceActions } from './device-list.tsx'
import type { DeviceMessages } from './messages.ts'

/** One device: what it is, when somebody was last there, and what can be done. */
export function DeviceItem({
  device,
  actions,
  messages,
}: {
  readonly device: DeviceSession
  readonly actions: DeviceActions
  readonly messages: DeviceMessages
}): ReactNode {
  const [isNaming, setNaming] = useState(false)
  const title = titleOf(device, messages)
  return (
    <>
      <p>
        <strong>{title}</strong>{' '}
        {device.current && <span className="sojourn-badge">{messages.current}</span>}
      </p>
      <p className="sojourn-facts">
        {messages.active(device.activeSecondsAgo)}
        {device.network && ` · ${messages.near(device.network)}`}
      </p>
      {isNaming ? (
        <form
          className="sojourn-buttons"
          onSubmit={(event) => {
            event.preventDefault()
            const name = new FormData(event.currentTarget).get('name')
            setNaming(false)
            void actions.rename(typeof name === 'string' && name.trim() !== '' ? name : null)
          }}
        >
          <label>
            {messages.name}
            <input name="name" maxLength={64} defaultValue={device.name} />
          </label>
          <button type="submit">{messages.save}</button>
        </form>
      ) : (
        <div className="sojourn-buttons">
          <button
            type="button"
            className="sojourn-quiet"
            aria-label={messages.about(messages.rename, title)}
            onClick={() => setNaming(true)}
          >
            {messages.rename}
          </button>
          {!device.current && (
            <Confirmed
              label={messages.end}
              name={messages.about(messages.end, title)}
              confirm={messages.confirmEnd}
              cancel={messages.cancel}
              onConfirm={actions.end}
            />
          )}
        </div>
      )}
    </>
  )
}

function titleOf({ name, browser, platform }: DeviceSession, messages: DeviceMessages): string {
  if (name) return name
  if (browser && platform) return messages.on(browser, platform)
  return browser ?? platform ?? messages.unknown
}
