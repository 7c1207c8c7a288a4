// SPDX-License-Identifier: Apache-2.0
import { mergeConfig } from 'vitest/config'

import shared from './vitest.config.ts'

/** What needs a browser: the tests start the built program and Chromium themselves, and skip with a reason where there is none. */
export default mergeConfig(
  { ...shared, test: { ...shared.test, include: undefined, exclude: undefined } },
  {
    test: {
      include: ['test/browser/**/*.browser.test.ts'],
      exclude: ['node_modules/**'],
      testTimeout: 120_000,
      hookTimeout: 120_000,
      fileParallelism: false,
    },
  },
)
