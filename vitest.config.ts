// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vitest/config'

const conditions = ['marsad-source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts', 'web/{src,build}/**/*.test.ts'],
    exclude: ['**/*.{long,services,browser}.test.ts', 'node_modules/**'],
    testTimeout: 30_000,
    // Real processes, so that a run started in a test can be killed like one of a user's.
    pool: 'forks',
    // One for each core: by itself it leaves one idle, which is half of a small machine.
    maxWorkers: '100%',
  },
})
