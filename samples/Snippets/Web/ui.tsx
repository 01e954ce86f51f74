import { createSessionClient, errorFrom } from '@sojourn/client'
import { SignedIn } from '@sojourn/react'
import { DraftKeeper, ExpiryDialog, StepUpDialog, useDraft } from '@sojourn/react/ui'
import type { ReactElement } from 'react'

const client = createSessionClient()

declare function SignInForm(): ReactElement

async function proveAgain(password: string): Promise<void> {
  const response = await client.fetch('/api/step-up', { method: 'POST', body: JSON.stringify({ password }) })
  if (!response.ok) throw await errorFrom(response)
}

// snippet: react-ui
export function Page(): ReactElement {
  return (
    <DraftKeeper>
      <SignedIn>
        <Transfer />
      </SignedIn>
      <ExpiryDialog signIn={<SignInForm />} />
      <StepUpDialog prove={proveAgain} />
    </DraftKeeper>
  )
}

function Transfer(): ReactElement {
  const [purpose, setPurpose] = useDraft('transfer.purpose', '')
  return <input id="purpose" value={purpose} onChange={(event) => setPurpose(event.target.value)} />
}
// end
