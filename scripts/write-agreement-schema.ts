// SPDX-License-Identifier: Apache-2.0
// Writes docs/agreement.schema.json from the schema that reads agreements:
//   node --import tsx --conditions=marsad-source scripts/write-agreement-schema.ts && npx oxfmt docs/agreement.schema.json
import { writeFileSync } from 'node:fs'

import { agreementJsonSchema } from '../src/agreement/document/json-schema.ts'

const target = new URL('../docs/agreement.schema.json', import.meta.url)
writeFileSync(target, `${JSON.stringify(agreementJsonSchema(), null, 2)}\n`)
