// SPDX-License-Identifier: Apache-2.0
import { mergeConfig } from 'vitest/config'

import shared from './vitest.config.ts'

/** What needs a server that is not ours: a file skips itself, with a reason, where none answers. */
export default mergeConfig(
  { ...shared, test: { ...shared.test, include: undefined, exclude: undefined } },
  {
    test: {
      include: ['{src,test}/**/*.services.test.ts'],
      exclude: ['node_modules/**'],
      testTimeout: 120_000,
      hookTimeout: 60_000,
      fileParallelism: false,
    },
  },
)
