// SPDX-License-Identifier: Apache-2.0
// `npm run sbom`: the bill of materials of what the program needs when it runs, as CycloneDX, in out/sbom.cdx.json. Made by npm
// itself and cut to the packages of NOTICE (`--omit dev` loses those that a tool wants too); addresses of the registry it was
// installed from and the moment of making are left out, so that it repeats.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { listProductionPackages } from './production-packages.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bill = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  }),
)

/** `distribution` references name the host that a package was fetched from. */
const withoutHosts = ({ externalReferences, ...component }) => ({
  ...component,
  ...(externalReferences === undefined
    ? {}
    : { externalReferences: externalReferences.filter(({ type }) => type !== 'distribution') }),
})

const wanted = new Set(listProductionPackages(root).map(({ name, version }) => `${name}@${version}`))
const isWanted = (ref) => wanted.has(ref) || ref === bill.metadata.component['bom-ref']

const { timestamp: _made, ...metadata } = bill.metadata
const { serialNumber: _serial, ...rest } = bill
const repeatable = {
  ...rest,
  metadata: { ...metadata, component: { ...withoutHosts(metadata.component), name: 'marsad' } },
  components: bill.components.filter((component) => wanted.has(component['bom-ref'])).map(withoutHosts),
  dependencies: bill.dependencies
    .filter(({ ref }) => isWanted(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isWanted) })),
}
mkdirSync(join(root, 'out'), { recursive: true })
writeFileSync(join(root, 'out', 'sbom.cdx.json'), `${JSON.stringify(repeatable, null, 2)}\n`)
console.log(`sbom: ${repeatable.components.length} components in out/sbom.cdx.json`)
