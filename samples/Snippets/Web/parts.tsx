import { createSessionClient, errorFrom } from '@sojourn/client'
import { useDevices, useExpiryWarning, useStepUp } from '@sojourn/react'
import type { ReactElement } from 'react'

const client = createSessionClient()

// snippet: react-sign-in
export async function signIn(name: string, password: string): Promise<void> {
  const response = await client.fetch('/api/sign-in', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, password }),
  })
  if (!response.ok) throw await errorFrom(response)
  await client.probe()
}
// end

// snippet: react-warning
export function ExpiryDialog(): ReactElement | null {
  const { open, canExtend, remainingMs, extend, signOut } = useExpiryWarning()
  if (!open) return null
  return (
    <div role="alertdialog" aria-label="You will be signed out">
      <p>In {Math.ceil(remainingMs / 1000)} seconds.</p>
      {canExtend && <button onClick={extend}>Stay signed in</button>}
      <button onClick={signOut}>Sign out</button>
    </div>
  )
}
// end

// snippet: react-devices
export function Devices(): ReactElement {
  const { devices, end, endOthers } = useDevices()
  return (
    <ul>
      {devices.map((device) => (
        <li key={device.id}>
          {device.name ?? device.browser} {device.current ? '(this one)' : null}
          {!device.current && <button onClick={() => end(device.id)}>Sign out</button>}
        </li>
      ))}
      <button onClick={endOthers}>Sign out everywhere else</button>
    </ul>
  )
}
// end

// snippet: react-step-up
export function useTransfer(askForPassword: () => Promise<void>): (amount: number) => Promise<void> {
  return useStepUp(
    async (amount: number) => {
      const response = await client.fetch('/api/transfers', {
        method: 'POST',
        body: JSON.stringify({ amount }),
      })
      if (!response.ok) throw await errorFrom(response)
    },
    { onRequired: askForPassword }, // resolves when the server has accepted the proof
  )
}
// end
