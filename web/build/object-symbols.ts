// SPDX-License-Identifier: Apache-2.0
import ms from 'milsymbol'
import type { Plugin } from 'vite'

const VIRTUAL = 'virtual:object-symbols'
const PIXELS = 24

/** Identity neutral: what the terms protect or name is nobody's here. */
const installation = (entity: string, modifiers = '0000'): string => `1004200000${entity}${modifiers}`

/** Codes of MIL-STD-2525D and APP-6D for the classes of objects that terms know (src/agreement/terms-vocabulary.ts). */
const CODES: Readonly<Record<string, string>> = {
  'hydroelectric-dam': installation('121402'),
  'monitor-position': '10042500001601000000',
  'nuclear-power-plant': installation('120502', '0005'),
  'oil-or-gas-pipeline': installation('120505'),
  'oil-or-gas-storage': installation('120505'),
  'oil-refinery': installation('120504'),
  'power-line': installation('120500'),
  'power-plant': installation('120502'),
  'pumping-station': installation('121405'),
  substation: installation('120501'),
  'water-supply': installation('121400'),
  'water-treatment': installation('121411'),
}

/** Draws the symbol of each class of objects when pages are built, as files beside them: the pages carry no library for it. */
export function objectSymbols(): Plugin {
  return {
    name: 'marsad-object-symbols',
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : null),
    load(id) {
      if (id !== `\0${VIRTUAL}`) return null
      const entries = [...drawObjectSymbols()].map(([objectClass, source]) => {
        const file = this.emitFile({ type: 'asset', name: `${objectClass}.svg`, source })
        return `  ${JSON.stringify(objectClass)}: import.meta.ROLLUP_FILE_URL_${file},`
      })
      return ['export const objectSymbolUrls = {', ...entries, '}'].join('\n')
    },
  }
}

/** SVG of each class of objects; throws where the library knows a code only in part. */
export function drawObjectSymbols(): ReadonlyMap<string, string> {
  const drawn = Object.entries(CODES).map(([objectClass, code]) => {
    const symbol = new ms.Symbol(code, { size: PIXELS, outlineWidth: 3, outlineColor: 'rgb(255,255,255)' })
    if (!symbol.isValid()) throw new Error(`No symbol of ${code} for objects of class ${objectClass}`)
    return [objectClass, symbol.asSVG()] as const
  })
  return new Map(drawn)
}
