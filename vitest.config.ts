import { defineConfig } from 'vitest/config'

const conditions = ['marsad-source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/*.long.test.ts', 'node_modules/**'],
    testTimeout: 30_000,
    pool: 'forks',
  },
})
