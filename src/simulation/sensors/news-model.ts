// SPDX-License-Identifier: Apache-2.0
import type { FigureValues } from './figure.ts'
import figures from './news-model.json' with { type: 'json' }

/** How events become reports in the news, as far as a simulation needs it. */
export const NEWS_MODEL = figures

export type NewsFigures = FigureValues<typeof NEWS_MODEL>
