// SPDX-License-Identifier: Apache-2.0
import { afterAll, describe, test } from 'vitest'

import { openPostgres } from '#adapters'

import { describeReleasability } from './releasability/over-http.contract.ts'
import { dropSchemas, freshSchema, POSTGRES_URL, reasonAgainstPostgres } from './services/postgres.ts'

const reason = await reasonAgainstPostgres()

if (reason !== null) {
  describe('releasability over HTTP, PostgreSQL', () => {
    test.skip(`skipped: ${reason}`, () => {})
  })
} else {
  const schemas: string[] = []
  afterAll(() => dropSchemas(schemas))
  describeReleasability('PostgreSQL', () => {
    schemas.push(freshSchema())
    return openPostgres(POSTGRES_URL, schemas.at(-1)!)
  })
}
