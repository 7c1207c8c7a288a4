// SPDX-License-Identifier: Apache-2.0
// `npm run schemas`: writes the published forms of documents that others write for us, from the schemas that read them; with
// `--check` it only says which of them are not current.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

import { agreementJsonSchema } from '#agreement'
import { scenarioJsonSchema } from '#simulation'

const SCHEMAS: readonly (readonly [string, object])[] = [
  ['docs/agreement.schema.json', agreementJsonSchema()],
  ['docs/scenario.schema.json', scenarioJsonSchema()],
]

const checkOnly = process.argv.includes('--check')
for (const [path, schema] of SCHEMAS) {
  const file = new URL(`../${path}`, import.meta.url)
  const text = `${JSON.stringify(schema, null, 2)}\n`
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text
  if (isCurrent) console.log(`schemas: ${path} is current`)
  else if (checkOnly) {
    console.error(`schemas: ${path} is not current; run \`npm run schemas\` and commit it`)
    process.exitCode = 1
  } else {
    writeFileSync(file, text)
    console.log(`schemas: ${path} written`)
  }
}
