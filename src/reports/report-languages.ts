// SPDX-License-Identifier: Apache-2.0
import type { Language } from '#messages'

/** Languages of a report's own sentences, Arabic first. */
export const REPORT_LANGUAGES = ['ar', 'en'] as const satisfies readonly Language[]
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number]
