// SPDX-License-Identifier: Apache-2.0
// Run after `npm install` changed package-lock.json on a machine whose registry does not carry every platform: npm then leaves the
// other platforms' optional packages out of the lockfile, and `npm ci` refuses it everywhere. This names them again, with the
// platform that their name says and without a digest, which nobody here has seen.
import { readFileSync, writeFileSync } from 'node:fs'

const SYSTEMS = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openharmony: 'openharmony',
  win32: 'win32',
}
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32']

/** What a name like `@oxlint/binding-linux-arm-musleabihf` says of the platform, in the words of a package.json. */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-')
  const system = words.map((word) => SYSTEMS[word]).find((word) => word !== undefined)
  const processor = PROCESSORS.find((word) => words.includes(word))
  const isMusl = words.some((word) => word.startsWith('musl'))
  const isGlibc = words.some((word) => word.startsWith('gnu'))
  if (processor === undefined) throw new Error(`the name of ${name} says no platform`)
  return {
    cpu: [processor],
    ...(system === 'linux' && (isMusl || isGlibc) ? { libc: [isMusl ? 'musl' : 'glibc'] } : {}),
    ...(system === undefined ? {} : { os: [system] }),
  }
}

const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const { packages } = lockfile
const added = []
for (const entry of Object.values(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`
    if (packages[path] !== undefined) continue
    if (!/^\d+\.\d+\.\d+$/.test(range))
      throw new Error(`${name} is wanted as ${range}, which names no version`)
    const flags = entry.dev === true ? { dev: true } : {}
    packages[path] = { version: range, ...flags, optional: true, ...platformOf(name) }
    added.push(name)
  }
}
lockfile.packages = Object.fromEntries(
  Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')),
)
writeFileSync('package-lock.json', `${JSON.stringify(lockfile, null, 2)}\n`)
console.log(`lockfile: ${added.length} platform packages named`)
