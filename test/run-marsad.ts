// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const PROJECT = fileURLToPath(new URL('../', import.meta.url))
const ENTRY = join(PROJECT, 'bin/marsad.js')

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

let built: { readonly failure: string | null } | null = null

/** Brings dist/ up to date, once per test process; throws with the compiler's words where it cannot. */
export function buildFirst(): void {
  built ??= build()
  if (built.failure !== null) throw new Error(`the build failed\n${built.failure}`)
}

function build(): { readonly failure: string | null } {
  const script = join(PROJECT, 'scripts/build.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
  return { failure: status === 0 ? null : `${stdout}${stderr}` }
}

/** Runs the built program to its end, as a user would from a shell; `node` may name another Node binary. */
export function runMarsad(args: readonly string[], node = process.execPath): Promise<Finished> {
  buildFirst()
  return new Promise((resolve, reject) => {
    const child = spawn(node, [ENTRY, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()))
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** Runs the program and kills it without warning after so many milliseconds; says whether it had ended by itself before. */
export function killMarsad(
  args: readonly string[],
  afterMs: number,
): Promise<{ readonly endedBefore: boolean }> {
  buildFirst()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [ENTRY, ...args], { stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ endedBefore: code !== null })
    })
  })
}

/** Every file below a folder with the SHA-256 of its bytes, sorted by name. */
export function digestsOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )
}

/** A folder of its own for one test file, with its removal. */
export function makeWorkFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'marsad-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
