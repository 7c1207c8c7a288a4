// SPDX-License-Identifier: Apache-2.0
import { mergeConfig } from 'vitest/config'

import shared from './vitest.config.ts'

/** The long lane: full figures. `npm run test:long` runs one file of it at a time and remembers which are done. */
export default mergeConfig(
  { ...shared, test: { ...shared.test, include: undefined, exclude: undefined } },
  {
    test: {
      include: ['{src,test,bench}/**/*.long.test.ts'],
      exclude: ['node_modules/**'],
      testTimeout: 40 * 60_000,
      hookTimeout: 5 * 60_000,
      fileParallelism: false,
    },
  },
)
