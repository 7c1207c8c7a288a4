// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { CELL_TERMS, TERMS_OF_DAY_ALONE } from './day-sheet.ts'
import { HABIT_EDGES } from './fit-cell-model.ts'
import { CORRECTION_STEPS, DISPERSION_STEPS, QUANTILE_STEPS } from './predictive.ts'

const countModel = (terms: number) =>
  z.strictObject({
    hot: z.array(z.number()).length(terms).readonly(),
    correction: z.array(z.number().positive()).length(CORRECTION_STEPS.steps).readonly(),
    size: z.array(z.number()).length(terms).readonly(),
    dispersion: z.array(z.number().positive()).length(DISPERSION_STEPS.steps).readonly(),
    quantiles: z
      .array(z.number().min(0).max(1))
      .length(QUANTILE_STEPS + 1)
      .readonly(),
  })

/** The written form of a `CellModel`. */
export const cellModelSchema = z.strictObject({
  priorStrengthDays: z.number().positive(),
  knowing: z
    .array(countModel(CELL_TERMS.length))
    .length(HABIT_EDGES.length + 1)
    .readonly(),
  dayAlone: z
    .array(countModel(TERMS_OF_DAY_ALONE))
    .length(HABIT_EDGES.length + 1)
    .readonly(),
})
