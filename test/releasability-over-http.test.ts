// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll } from 'vitest'

import { openSqlite } from '#adapters'

import { describeReleasability } from './releasability/over-http.contract.ts'

const place = mkdtempSync(join(tmpdir(), 'marsad-doors-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

describeReleasability('SQLite', (name) => openSqlite(join(place, `${name}.sqlite`)))
