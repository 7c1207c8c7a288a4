// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll } from 'vitest'

import { describeBackup } from './backup.contract.ts'

let count = 0
const place = mkdtempSync(join(tmpdir(), 'marsad-backup-tables-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

describeBackup('SQLite', () => ({ kind: 'sqlite', file: join(place, `${(count += 1)}.sqlite`) }))
