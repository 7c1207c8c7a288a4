// SPDX-License-Identifier: Apache-2.0
// Compiles src/ to dist/ and copies the data files that lie beside the code, then builds the pages to web/dist/. Runs in `npm ci` (prepare).
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
  const settings = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.js']
  return stampOf([...settings, ...sourceFiles.map((file) => `src/${file}`)])
}

function stampOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
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

const web = join(root, 'web')
const webTarget = join(web, 'dist')
/** What the pages may import beside their own sources (test/architecture/layout.ts). */
const sharedWithWeb = ['kernel', 'messages', 'evidence', 'observations', 'releasability']

function filesOfWeb() {
  const own = readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('web/dist') && !path.startsWith('web/node_modules/'))
  const shared = sourceFiles.filter((path) => sharedWithWeb.includes(path.split('/')[0]))
  return [...own, ...shared.map((path) => `src/${path}`)].toSorted()
}

function vitePath() {
  try {
    const manifest = createRequire(join(web, 'package.json')).resolve('vite/package.json')
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
    return join(dirname(manifest), bin.vite)
  } catch {
    return null
  }
}

/** 0 where the pages are current, were built, or cannot be built here; a broken build leaves the old pages in place. */
function buildPages() {
  const vite = vitePath()
  if (vite === null) return 0
  const pagesStamp = stampOf(['package-lock.json', 'scripts/build.js', ...filesOfWeb()])
  const pagesStampFile = join(webTarget, stampName)
  if (existsSync(pagesStampFile) && readFileSync(pagesStampFile, 'utf8') === pagesStamp) {
    console.log('build: web/dist/ is current, nothing to do')
    return 0
  }
  const staging = join(web, `dist.${process.pid}`)
  const built = spawnSync(
    process.execPath,
    [vite, 'build', 'web', '--outDir', staging, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: root, stdio: 'inherit' },
  )
  if (built.status !== 0) {
    rmSync(staging, { recursive: true, force: true })
    console.error('build: the pages could not be built (above); web/dist/ is left as it was')
    return 1
  }
  writeFileSync(join(staging, stampName), pagesStamp)
  rmSync(webTarget, { recursive: true, force: true })
  renameSync(staging, webTarget)
  console.log('build: pages in web/dist/')
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
process.exitCode = Math.max(process.exitCode ?? 0, buildPages())
