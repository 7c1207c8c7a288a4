// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const source = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/** A page that talks to its own origin alone: everything it needs is in web/dist. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  resolve: {
    alias: {
      '#messages': source('messages/index.ts'),
      '#kernel': source('kernel/index.ts'),
    },
  },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // Scripts and styles come from files, so that the content policy needs no word for inline ones.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
  },
})
