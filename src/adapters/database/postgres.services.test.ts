// SPDX-License-Identifier: Apache-2.0
import { afterAll, describe } from 'vitest'

import {
  dropSchemas,
  freshSchema,
  POSTGRES_URL,
  reasonAgainstPostgres,
} from '../../../test/services/postgres.ts'
import { openPostgres } from './database.ts'
import { describeDeskQueries } from './desk-queries.contract.ts'
import { describeLedger } from './ledger.contract.ts'
import { describeProceedings } from './proceedings.contract.ts'

const reason = await reasonAgainstPostgres()

describe.skipIf(reason !== null)(`PostgreSQL${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  const schemas: string[] = []
  afterAll(() => dropSchemas(schemas))
  describeLedger('PostgreSQL', {
    open() {
      schemas.push(freshSchema())
      return openPostgres(POSTGRES_URL, schemas.at(-1)!)
    },
    async reopen(database) {
      await database.close()
      return openPostgres(POSTGRES_URL, schemas.at(-1)!)
    },
  })
  describeProceedings('PostgreSQL', () => {
    schemas.push(freshSchema())
    return openPostgres(POSTGRES_URL, schemas.at(-1)!)
  })
  describeDeskQueries('PostgreSQL', () => {
    schemas.push(freshSchema())
    return openPostgres(POSTGRES_URL, schemas.at(-1)!)
  })
})
