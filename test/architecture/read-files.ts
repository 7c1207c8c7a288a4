// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { toSourceFile, type SourceFile } from './source-file.ts'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Every file below `folder` whose name ends in `ending`, as paths from the root, sorted; fixtures are left out. */
export function listFiles(folder: string, ending: string): readonly string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => `${entry.parentPath.replaceAll('\\', '/')}/${entry.name}`.slice(ROOT.length))
    .filter((path) => !path.includes('/fixtures/') && !path.includes('node_modules/'))
    .toSorted()
}

export const readText = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8')

export const readSourceFiles = (folder: string): readonly SourceFile[] =>
  ['.ts', '.tsx']
    .flatMap((ending) => listFiles(folder, ending))
    .map((path) => toSourceFile(path, readText(path)))
