import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = 'http://localhost:5080'

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    // The content security policy allows no data: addresses and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    fs: { allow: ['.', '../../../web'] },
    proxy: { '/api': server, '/sojourn': server },
  },
})
