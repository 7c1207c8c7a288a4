// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll } from 'vitest'

import { openSqlite } from './database.ts'
import { describeDeskQueries } from './desk-queries.contract.ts'
import { describeLedger } from './ledger.contract.ts'
import { describeProceedings } from './proceedings.contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'marsad-ledger-'))
let count = 0
const file = (number: number): string => join(folder, `mission-${number}.sqlite`)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeLedger('SQLite', {
  open: () => Promise.resolve(openSqlite(file((count += 1)))),
  async reopen(database) {
    await database.close()
    return openSqlite(file(count))
  },
})

describeDeskQueries('SQLite', () => Promise.resolve(openSqlite(file((count += 1)))))

describeProceedings('SQLite', () => Promise.resolve(openSqlite(file((count += 1)))))
