import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react'
import { StepUpDialog } from './step-up-dialog.tsx'

type Prove = () => Promise<void>

interface Pending {
  readonly done: () => void
  readonly cancel: () => void
}

const StepUpContext = createContext<Prove | undefined>(undefined)

/** Lets any action below ask the person for their password. */
export function StepUpProvider(props: { readonly children: ReactNode }): ReactNode {
  const [pending, setPending] = useState<Pending>()
  const latest = useRef<Pending>(undefined)
  const prove = useCallback(
    () =>
      new Promise<void>((resolve, reject) => {
        // Only one dialog: whoever asked before gets no answer from the one who asks now.
        latest.current?.cancel()
        const settle = (how: () => void) => () => {
          setPending(undefined)
          how()
        }
        const next = {
          done: settle(resolve),
          cancel: settle(() => reject(new Error('The person did not confirm.'))),
        }
        latest.current = next
        setPending(next)
      }),
    [],
  )
  // The session ends while the dialog is open: what waits for it must not wait for ever.
  useEffect(() => () => latest.current?.cancel(), [])
  return (
    <StepUpContext value={prove}>
      {props.children}
      {pending && <StepUpDialog onDone={pending.done} onCancel={pending.cancel} />}
    </StepUpContext>
  )
}

/** For `useStepUp(action, { onRequired: useProve() })`. */
export function useProve(): Prove {
  const prove = useContext(StepUpContext)
  if (!prove) throw new Error('Wrap the page in <StepUpProvider>.')
  return prove
}
