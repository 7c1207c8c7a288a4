// SPDX-License-Identifier: Apache-2.0
import { afterAll, describe } from 'vitest'

import { openPostgres } from '#adapters'

import { describeReleasability } from './releasability/over-http.contract.ts'
import { dropSchemas, freshSchema, POSTGRES_URL, reasonAgainstPostgres } from './services/postgres.ts'

const reason = await reasonAgainstPostgres()

describe.skipIf(reason !== null)(`on PostgreSQL${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  const schemas: string[] = []
  afterAll(() => dropSchemas(schemas))
  describeReleasability('PostgreSQL', () => {
    schemas.push(freshSchema())
    return openPostgres(POSTGRES_URL, schemas.at(-1)!)
  })
})
