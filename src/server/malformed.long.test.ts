// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { sendMalformed } from '../../test/server/send-malformed.ts'

test('[API74] 10,000 malformed requests get no 500 and no trace of the program', async () => {
  const { statuses, faults } = await sendMalformed(10_000, 7)
  expect(faults).toEqual([])
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(10_000)
})
