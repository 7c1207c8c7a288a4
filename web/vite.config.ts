// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { baseMap } from './build/base-map.ts'
import { objectSymbols } from './build/object-symbols.ts'

const source = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url))
const own = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

/** A page that talks to its own origin alone: everything it needs is in web/dist. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), baseMap(), objectSymbols()],
  resolve: {
    alias: [
      { find: '#evidence/verify', replacement: source('evidence/verify.ts') },
      { find: '#messages', replacement: source('messages/index.ts') },
      { find: '#responses/clock', replacement: source('responses/clock.ts') },
      { find: '#reports/lists/list-plan', replacement: source('reports/lists/list-plan.ts') },
      { find: '#kernel', replacement: source('kernel/index.ts') },
      { find: 'node:crypto', replacement: own('digest/node-crypto.ts') },
    ],
  },
  worker: { format: 'es' },
  // The service puts a fresh one in its place with every page (src/server/routes/pages.ts).
  html: { cspNonce: 'MARSAD-STYLE-NONCE' },
  build: {
    target: 'es2023',
    // Scripts and styles come from files, so that the content policy needs no word for inline ones.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      // The domain is pure: what nobody asks for has no reason to come along.
      treeshake: { moduleSideEffects: (id) => !id.startsWith(source('')) },
    },
  },
})
