// SPDX-License-Identifier: Apache-2.0
import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

import { dayInFileName, toHeldAreaDays, type HeldAreaFile, type HeldAreaFiles } from '#agreement'
import { ok, problem, refuse, type Result } from '#kernel'

/** A day's area is some 0.1 MB; a file a hundred times a hundred that is something else. */
const LARGEST_FILE_BYTES = 64 << 20

/**
 * Finds drawn areas: a file holds for all times, a folder by the day in the names `*_YYYYMMDD.geojson` (other files in
 * it are left alone). Nothing is read yet. Refuses what is missing, unreadable, too large, or a folder without days.
 */
export function findFrontline(path: string): Result<HeldAreaFiles> {
  try {
    const entry = statSync(path)
    if (!entry.isDirectory()) {
      const file = findFile(path)
      return file.ok ? ok({ kind: 'for-all-times', file: file.value }) : file
    }
    const found = readdirSync(path)
      .filter((name) => dayInFileName(name) !== null)
      .map((name) => findFile(join(path, name)))
    const problems = found.flatMap((file) => (file.ok ? [] : file.problems))
    if (problems.length > 0) return refuse(...problems)
    const days = toHeldAreaDays(found.flatMap((file) => (file.ok ? [file.value] : [])))
    return days.ok ? days : refuse(...days.problems.map((p) => (p.path === '' ? { ...p, path } : p)))
  } catch (error) {
    return refuse(toProblem(path, error))
  }
}

function findFile(path: string): Result<HeldAreaFile> {
  try {
    const entry = statSync(path)
    if (!entry.isFile()) return refuse(problem(path, 'input-is-no-file'))
    if (entry.size > LARGEST_FILE_BYTES) {
      return refuse(problem(path, 'held-area-too-large', { bytes: entry.size, limit: LARGEST_FILE_BYTES }))
    }
    accessSync(path, constants.R_OK)
    const name = basename(path)
    return ok({ name, date: dayInFileName(name), read: () => readFileSync(path) })
  } catch (error) {
    return refuse(toProblem(path, error))
  }
}

function toProblem(path: string, error: unknown): ReturnType<typeof problem> {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
  return problem(path, reason === 'ENOENT' ? 'input-missing' : 'input-unreadable', { reason })
}
