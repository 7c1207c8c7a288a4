// SPDX-License-Identifier: Apache-2.0
// `npm run check`: everything that can be said about the code without running the whole of it. Two steps at a time.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const tool = (name, ...args) => ({ command: join('node_modules', '.bin', name), args })
const script = (path, ...args) => ({ command: process.execPath, args: [path, ...args] })

const STEPS = [
  { name: 'types', ...tool('tsc', '-p', 'tsconfig.json') },
  { name: 'types of the pages', ...tool('tsc', '-p', 'web/tsconfig.json') },
  { name: 'lint', ...tool('oxlint') },
  { name: 'format', ...tool('oxfmt', '--check') },
  {
    name: 'architecture, rule ids, documents',
    ...tool(
      'vitest',
      'run',
      'test/architecture.test.ts',
      'test/spec.test.ts',
      'test/life-of-an-observation.test.ts',
    ),
  },
  { name: 'catalogues', ...tool('vitest', 'run', 'src/messages') },
  { name: 'dead code', ...tool('knip') },
  { name: 'NOTICE and licences', ...script('scripts/write-notice.js', '--check') },
  {
    name: 'published schemas',
    ...tool('tsx', '--conditions=marsad-source', 'scripts/write-schemas.ts', '--check'),
  },
]

const AT_ONCE = 2
const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1).padStart(5)

function run({ name, command, args }) {
  const began = performance.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let said = ''
    child.stdout.on('data', (bytes) => (said += bytes))
    child.stderr.on('data', (bytes) => (said += bytes))
    child.on('error', (error) => resolve({ name, passed: false, began, said: String(error) }))
    child.on('close', (code) => resolve({ name, passed: code === 0, began, said }))
  })
}

const began = performance.now()
const waiting = [...STEPS]
const results = []
async function work() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const result = await run(step)
    results.push(result)
    console.log(`${result.passed ? 'passed' : 'FAILED'} ${seconds(result.began)} s  ${result.name}`)
    if (!result.passed) console.log(result.said.trimEnd().replace(/^/gm, '    '))
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, work))

const failed = results.filter((result) => !result.passed)
console.log(
  `${failed.length === 0 ? 'passed' : 'FAILED'} ${seconds(began)} s  check: ${results.length - failed.length} of ${results.length} steps`,
)
process.exitCode = failed.length === 0 ? 0 : 1
