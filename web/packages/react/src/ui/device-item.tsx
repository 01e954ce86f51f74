'use client'

import type { DeviceSession } from '@sojourn/client'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { Confirmed } from './confirmed.tsx'
import type { DeviceActions } from './device-list.tsx'
import type { DeviceMessages } from './messages.ts'

interface DeviceItemProps {
  readonly device: DeviceSession
  readonly actions: DeviceActions
  readonly canEnd: boolean
  readonly confirm: boolean
  readonly messages: DeviceMessages
}

/** One device: what it is, when somebody was last there, and what can be done. */
export function DeviceItem(props: DeviceItemProps): ReactNode {
  const { device, messages } = props
  const [isNaming, setNaming] = useState(false)
  const wasNaming = useRef(false)
  const stop = (): void => {
    wasNaming.current = true
    setNaming(false)
  }
  const title = device.name ?? lookOf(device, messages) ?? messages.unknown
  return (
    <>
      <div>
        <p>
          <strong>{title}</strong>{' '}
          {device.current && <span className="sojourn-badge">{messages.current}</span>}
        </p>
        <p className="sojourn-facts">{factsOf(device, messages)}</p>
      </div>
      {isNaming ? (
        <Naming {...props} onDone={stop} />
      ) : (
        <div className="sojourn-buttons">
          <button
            // The focus comes back to where it was before the form.
            ref={(button) => {
              if (wasNaming.current) button?.focus()
              wasNaming.current = false
            }}
            type="button"
            className="sojourn-quiet"
            aria-label={messages.about(messages.rename, title)}
            onClick={() => setNaming(true)}
          >
            {messages.rename}
          </button>
          {props.canEnd && (
            <Confirmed
              label={messages.end}
              name={messages.about(messages.end, title)}
              confirm={props.confirm && messages.confirmEnd}
              cancel={messages.cancel}
              onConfirm={props.actions.end}
            />
          )}
        </div>
      )}
    </>
  )
}

function Naming({
  device,
  actions,
  messages,
  onDone,
}: DeviceItemProps & { readonly onDone: () => void }): ReactNode {
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    void actions.rename(name === '' ? null : name).then(onDone)
  }
  return (
    <form className="sojourn-naming" onSubmit={save}>
      <label>
        {messages.name}
        <input
          ref={focus}
          name="name"
          maxLength={64}
          autoComplete="off"
          defaultValue={device.name}
        />
      </label>
      <div className="sojourn-buttons">
        <button type="submit">{messages.save}</button>
        <button type="button" className="sojourn-quiet" onClick={onDone}>
          {messages.cancel}
        </button>
      </div>
    </form>
  )
}

function focus(field: HTMLInputElement | null): void {
  field?.focus()
}

/** What a device looks like, which a name does not change. */
function lookOf({ browser, platform }: DeviceSession, messages: DeviceMessages) {
  return browser && platform ? messages.on(browser, platform) : (browser ?? platform)
}

function factsOf(device: DeviceSession, messages: DeviceMessages): string {
  const facts = [
    device.name && lookOf(device, messages),
    messages.signedIn(device.createdSecondsAgo),
    device.current ? messages.activeNow : messages.active(device.activeSecondsAgo),
    device.network && messages.near(device.network),
  ]
  return facts.filter(Boolean).join(' · ')
}
