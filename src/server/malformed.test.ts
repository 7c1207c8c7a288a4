// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { sendMalformed } from '../../test/server/send-malformed.ts'

test('[API74] 2,000 malformed requests get no 500 and no trace of the program', async () => {
  const { statuses, faults } = await sendMalformed(2_000, 20_260_106)
  expect(faults).toEqual([])
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(2_000)
  for (const status of [400, 401, 404, 405])
    expect([status, (statuses.get(status) ?? 0) > 10]).toEqual([status, true])
}, 120_000)
