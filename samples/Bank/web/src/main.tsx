import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { journal, sessionClient } from './session-client.ts'
import { createQueries } from './state/queries.ts'
import '@sojourn/react/ui.css'
import './styles/base.css'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App client={sessionClient} queries={createQueries(sessionClient)} journal={journal} />
    </StrictMode>,
  )
}
