// SPDX-License-Identifier: Apache-2.0
import { afterAll, describe } from 'vitest'

import {
  dropSchemas,
  freshSchema,
  POSTGRES_URL,
  reasonAgainstPostgres,
} from '../../../test/services/postgres.ts'
import { openPostgres } from '../database/index.ts'
import { describePeople } from './people.contract.ts'

const reason = await reasonAgainstPostgres()

describe.skipIf(reason !== null)(`on PostgreSQL${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  const schemas: string[] = []
  afterAll(() => dropSchemas(schemas))
  describePeople('PostgreSQL', () => {
    schemas.push(freshSchema())
    return openPostgres(POSTGRES_URL, schemas.at(-1)!)
  })
})
