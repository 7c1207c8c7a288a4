// SPDX-License-Identifier: Apache-2.0
// Compiles src/ to dist/ and copies the data files that lie beside the code. Runs in `npm ci` (prepare).
// Nothing is done when the sources are those of the last build; a broken build leaves the old dist/ in place.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, 'src')
const target = join(root, 'dist')
const stampName = '.sources'

const isTest = (name) => /\.(test|contract)\.ts$/.test(name)
const isFixture = (path) => /(^|\/)fixtures\//.test(path)

const sourceFiles = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !isTest(entry.name))
  .map((entry) => relative(source, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .filter((path) => !isFixture(path))
  .toSorted()

function stampOfSources() {
  const hash = createHash('sha256')
  const settings = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.js']
  for (const path of [...settings, ...sourceFiles.map((file) => `src/${file}`)]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

function compilerPath() {
  try {
    const manifest = createRequire(import.meta.url).resolve('typescript/package.json')
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
    return join(dirname(manifest), bin.tsc)
  } catch {
    return null
  }
}

function build(compiler) {
  const staging = `${target}.${process.pid}`
  const compiled = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', staging], {
    cwd: root,
    stdio: 'inherit',
  })
  if (compiled.status !== 0) {
    rmSync(staging, { recursive: true, force: true })
    console.error('build: the compiler found errors (above); dist/ is left as it was')
    return 1
  }
  const dataFiles = sourceFiles.filter((path) => !path.endsWith('.ts'))
  for (const path of dataFiles) {
    mkdirSync(dirname(join(staging, path)), { recursive: true })
    cpSync(join(source, path), join(staging, path))
  }
  writeFileSync(join(staging, stampName), stamp)
  rmSync(target, { recursive: true, force: true })
  renameSync(staging, target)
  console.log(
    `build: ${sourceFiles.length - dataFiles.length} modules and ${dataFiles.length} data files in dist/`,
  )
  return 0
}

const stamp = stampOfSources()
const stampFile = join(target, stampName)
const compiler = compilerPath()
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
  console.log('build: dist/ is current, nothing to do')
} else if (compiler === null) {
  console.log('build: skipped, TypeScript is not installed (it comes with `npm ci` without --omit=dev)')
} else {
  process.exitCode = build(compiler)
}
