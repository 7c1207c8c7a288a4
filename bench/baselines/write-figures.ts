// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs'

import { CARDS, FIGURES_FILE, renderCardFigures, withFigures, type CardName } from './card-figures.ts'
import type { HistoryFigures } from './score-history.ts'

/** Records a score and brings the cards up to it. Paths are those of the repository, which is the working folder. */
export function writeFigures(figures: HistoryFigures): void {
  writeFileSync(FIGURES_FILE, `${JSON.stringify(figures, null, 1)}\n`)
  for (const [name, path] of Object.entries(CARDS) as [CardName, string][]) {
    writeFileSync(path, withFigures(readFileSync(path, 'utf8'), renderCardFigures(name, figures)))
  }
}
