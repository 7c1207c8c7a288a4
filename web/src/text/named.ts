// SPDX-License-Identifier: Apache-2.0
import type { Language } from '#messages'

/** One text in the five languages, as the terms of an agreement have it. */
export type Names = Readonly<Record<Language, string>>
