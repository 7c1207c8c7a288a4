// SPDX-License-Identifier: Apache-2.0
import { afterAll, describe, test } from 'vitest'

import {
  dropSchemas,
  freshSchema,
  POSTGRES_URL,
  reasonAgainstPostgres,
} from '../../../test/services/postgres.ts'
import { describeBackup } from './backup.contract.ts'

const reason = await reasonAgainstPostgres()

if (reason !== null) {
  describe('backup and restore on PostgreSQL', () => {
    test.skip(`skipped: ${reason}`, () => {})
  })
} else {
  const schemas: string[] = []
  afterAll(() => dropSchemas(schemas))
  describeBackup('PostgreSQL', () => {
    schemas.push(freshSchema())
    return { kind: 'postgres', url: POSTGRES_URL, schema: schemas.at(-1)! }
  })
}
