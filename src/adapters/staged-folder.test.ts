// SPDX-License-Identifier: Apache-2.0
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { stageFolder } from './staged-folder.ts'

/** No process has this number: Linux hands out at most 2^22. */
const DEAD_PROCESS = 99_999_999

describe('a staged folder', () => {
  let parent = ''
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'marsad-stage-'))
  })
  afterEach(() => rmSync(parent, { recursive: true, force: true }))

  const stage = async (name: string) => {
    const staged = await stageFolder(join(parent, name), process.pid)
    if (!staged.ok) throw new Error(staged.problems[0]?.code)
    return staged.value
  }
  const makeOurs = (name: string, mark: string): void => {
    mkdirSync(join(parent, name, 'evidence/log'), { recursive: true })
    writeFileSync(join(parent, name, 'evidence/log/checkpoint'), 'log')
    writeFileSync(join(parent, name, 'report.json'), JSON.stringify({ schema: 'marsad/report@1', mark }))
  }

  test('[C3] is nowhere to be seen until it is published, then whole', async () => {
    const staged = await stage('out')
    writeFileSync(join(staged.path, 'a'), 'A')
    expect(existsSync(join(parent, 'out'))).toBe(false)
    await staged.publish()
    expect(readdirSync(parent)).toEqual(['out'])
    expect(readFileSync(join(parent, 'out/a'), 'utf8')).toBe('A')
  })

  test('[C3] replaces an output of ours, and leaves nothing when it is discarded', async () => {
    makeOurs('out', 'old')
    const staged = await stage('out')
    writeFileSync(join(staged.path, 'a'), 'A')
    await staged.publish()
    await staged.discard()
    expect(readdirSync(parent)).toEqual(['out'])
    expect(readdirSync(join(parent, 'out'))).toEqual(['a'])
    const other = await stage('other')
    await other.discard()
    expect(readdirSync(parent)).toEqual(['out'])
  })

  test("[C3] refuses a file and somebody's folder, and takes an empty one", async () => {
    writeFileSync(join(parent, 'file'), '')
    mkdirSync(join(parent, 'theirs'))
    writeFileSync(join(parent, 'theirs/photo.jpg'), 'x')
    writeFileSync(join(parent, 'theirs/report.json'), '{"schema":"other"}')
    mkdirSync(join(parent, 'empty'))
    const codeOf = async (name: string) => {
      const staged = await stageFolder(join(parent, name), process.pid)
      return staged.ok ? staged.value.discard() : staged.problems.map(({ code }) => code)
    }
    expect(await codeOf('file')).toEqual(['output-is-a-file'])
    expect(await codeOf('theirs')).toEqual(['output-folder-not-ours'])
    expect(await codeOf('empty')).toBeUndefined()
    expect(readdirSync(join(parent, 'theirs')).toSorted()).toEqual(['photo.jpg', 'report.json'])
  })

  test('[C3] refuses an output of ours beside which somebody has put files of their own', async () => {
    makeOurs('out', 'old')
    writeFileSync(join(parent, 'out/notes.txt'), 'mine')
    const staged = await stageFolder(join(parent, 'out'), process.pid)
    expect(staged.ok ? [] : staged.problems.map(({ code }) => code)).toEqual(['output-folder-not-ours'])
    expect(readFileSync(join(parent, 'out/notes.txt'), 'utf8')).toBe('mine')
  })

  test('[C3] says of a place where no folder can be that it cannot be written', async () => {
    writeFileSync(join(parent, 'file'), '')
    symlinkSync(join(parent, 'nowhere'), join(parent, 'link'))
    const codeOf = async (name: string) => {
      const staged = await stageFolder(join(parent, name), process.pid)
      return staged.ok ? null : staged.problems[0]?.code
    }
    expect(await codeOf('file/out')).toBe('output-cannot-be-written')
    expect(await codeOf('x'.repeat(250))).toBe('output-cannot-be-written')
    expect(await codeOf('link')).toBe('output-is-a-link-to-nothing')
  })

  test('[C3] clears away what a killed run left, and nothing of a run that lives', async () => {
    makeOurs('out', 'new')
    mkdirSync(join(parent, `.out.marsad-staging-${DEAD_PROCESS}`))
    mkdirSync(join(parent, `.out.marsad-replaced-${DEAD_PROCESS}`))
    mkdirSync(join(parent, `.out.marsad-staging-${process.ppid}`))
    const staged = await stage('out')
    await staged.discard()
    expect(readdirSync(parent).toSorted()).toEqual([`.out.marsad-staging-${process.ppid}`, 'out'])
  })

  test('[C3] puts back an output that a killed run had set aside and not yet replaced', async () => {
    makeOurs('out', 'old')
    renameSync(join(parent, 'out'), join(parent, `.out.marsad-replaced-${DEAD_PROCESS}`))
    const staged = await stage('out')
    await staged.discard()
    expect(readFileSync(join(parent, 'out/report.json'), 'utf8')).toContain('"old"')
  })
})
