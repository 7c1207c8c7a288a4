// SPDX-License-Identifier: Apache-2.0
// `npm run test:long [-- NAME]`: the long lane, one test file (shard) at a time. A shard that passed on these very sources is not
// run again, so an interrupted lane goes on where it stopped. `--fresh` forgets what was done.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28 })

/** Names the sources as they lie here: the tree of the last commit, and a digest of what was changed since. */
function nameOfSources() {
  const tree = git('rev-parse', 'HEAD^{tree}').trim().slice(0, 12)
  const changed = git('status', '--porcelain', '-uall', '-z')
  if (changed === '') return tree
  const hash = createHash('sha256').update(git('diff', 'HEAD', '--binary'))
  for (const path of git('ls-files', '--others', '--exclude-standard', '-z').split('\0').filter(Boolean)) {
    hash.update(`${path}\0`)
    if (lstatSync(path).isFile()) hash.update(readFileSync(path))
  }
  return `${tree}-${hash.digest('hex').slice(0, 12)}`
}

function listShards(wanted) {
  return ['src', 'test', 'bench']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true })
        .filter((path) => path.endsWith('.long.test.ts'))
        .map((path) => join(folder, path)),
    )
    .filter((path) => wanted.length === 0 || wanted.some((name) => path.includes(name)))
    .toSorted()
}

/** Runs one shard in this terminal and says how it went. */
function runShard(shard, folder) {
  const name = shard.replaceAll(/[/\\]/g, '__')
  const record = join(folder, `${name}.json`)
  if (existsSync(record)) return { ...JSON.parse(readFileSync(record, 'utf8')), earlier: true }
  const figuresFile = join(folder, `${name}.figures`)
  const reportFile = join(folder, `${name}.report`)
  rmSync(figuresFile, { force: true })
  rmSync(reportFile, { force: true })
  const began = performance.now()
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const { status } = spawnSync(
    process.execPath,
    [
      vitest,
      'run',
      '--config',
      'vitest.long.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      shard,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, MARSAD_FIGURES: figuresFile } },
  )
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : {}
  const figures = existsSync(figuresFile)
    ? readFileSync(figuresFile, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
  const result = {
    shard,
    passed: report.numPassedTests ?? 0,
    failed: Math.max(report.numFailedTests ?? 0, status === 0 ? 0 : 1),
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    seconds: Math.round((performance.now() - began) / 100) / 10,
    figures,
  }
  if (result.failed === 0) writeFileSync(record, JSON.stringify(result))
  return result
}

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const folder = join('.cache', 'long', nameOfSources())
if (process.argv.includes('--fresh')) rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const shards = listShards(wanted)
const results = shards.map((shard, n) => {
  console.log(`\nshard ${n + 1} of ${shards.length}: ${shard}`)
  return runShard(shard, folder)
})

console.log('\nFigures')
for (const { shard, figures } of results) {
  for (const { name, value, unit } of figures) console.log(`  ${name}: ${value} ${unit}   (${shard})`)
}
console.log('\nShards')
for (const { shard, passed, failed, skipped, seconds, earlier } of results) {
  const when = earlier === true ? 'earlier, on these sources' : `${seconds} s`
  console.log(
    `  ${failed === 0 ? 'passed' : 'FAILED'}  ${shard}: ${passed} passed, ${failed} failed, ${skipped} skipped (${when})`,
  )
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
process.exitCode = sum('failed') === 0 ? 0 : 1
