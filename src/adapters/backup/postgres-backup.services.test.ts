// SPDX-License-Identifier: Apache-2.0
import { afterAll, describe } from 'vitest'

import {
  dropSchemas,
  freshSchema,
  POSTGRES_URL,
  reasonAgainstPostgres,
} from '../../../test/services/postgres.ts'
import { describeBackup } from './backup.contract.ts'

const reason = await reasonAgainstPostgres()

describe.skipIf(reason !== null)(`PostgreSQL${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  const schemas: string[] = []
  afterAll(() => dropSchemas(schemas))
  describeBackup('PostgreSQL', () => {
    schemas.push(freshSchema())
    return { kind: 'postgres', url: POSTGRES_URL, schema: schemas.at(-1)! }
  })
})
