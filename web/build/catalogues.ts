// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'

import type { Plugin } from 'vite'

const VIRTUAL = 'virtual:catalogues'
const RESOLVED = `\0${VIRTUAL}`
/** src/messages/catalogues.ts, which has all languages at once. */
const REPLACED = { folder: 'messages', file: './catalogues.ts' } as const

/** Puts each language's catalogue into a file of its own: a reader loads the one that they read, and another when they change to it. */
export function catalogues(folder: string): Plugin {
  return {
    name: 'marsad-catalogues',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id === VIRTUAL) return RESOLVED
      const isInMessages = importer !== undefined && basename(dirname(importer)) === REPLACED.folder
      return isInMessages && id === REPLACED.file ? RESOLVED : null
    },
    load: (id) => (id === RESOLVED ? sourceOf(folder) : null),
  }
}

/** The same functions as in the file that it stands for, and the one that loads. */
const sourceOf = (folder: string): string => `
const FILES = {
${filesIn(folder)
  .map((file) => `  ${basename(file, '.json')}: () => import(${JSON.stringify(`${folder}/${file}`)}),`)
  .join('\n')}
}
const loaded = {}
export const catalogueOf = (language) => {
  const catalogue = loaded[language]
  if (catalogue === undefined) throw new TypeError('the catalogue of ' + language + ' is not loaded')
  return catalogue
}
export const hasMessage = (language, key) => Object.hasOwn(catalogueOf(language), key)
export async function loadCatalogue(language) {
  loaded[language] ??= (await FILES[language]()).default
}
`

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.json'))
