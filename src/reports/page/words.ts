// SPDX-License-Identifier: Apache-2.0
import type { Likelihood, Position, Reason } from '#kernel'
import {
  formatDayInWords,
  formatKey,
  formatLikelihood,
  formatMessage,
  formatMoment,
  formatNumber,
  formatReason,
  instantOf,
  isolateLeftToRight,
  isolateName,
  wordKey,
  type Language,
  type MessageKey,
  type MessageParams,
  type NumberStyle,
} from '#messages'

import type { AgreementView } from '../agreement-view.ts'
import type { ReasonNames } from '../reason-names.ts'

/** Everything a page writes in one language. */
export interface Words {
  readonly language: Language
  readonly view: AgreementView
  readonly say: (key: MessageKey, params?: MessageParams) => string
  /** The word of a vocabulary: `word('act', 'heavy-fire')`. Throws MessageError for one that the catalogues lack. */
  readonly word: (group: string, code: string) => string
  readonly number: (value: number, style?: NumberStyle) => string
  readonly time: (instant: string | number) => string
  readonly day: (instant: string | number) => string
  readonly place: (position: Position) => string
  /** Ids, file names, digests. */
  readonly code: (text: string) => string
  readonly name: (text: string) => string
  readonly likelihood: (likelihood: Likelihood) => string
  readonly reason: (reason: Reason) => string
}

/** Keeps a figure and what it is of on one line. */
const NO_BREAK = '\u00A0'

export function createWords(language: Language, view: AgreementView, names: ReasonNames): Words {
  return {
    language,
    view,
    say: (key, params) => formatMessage(language, key, params),
    word: (group, code) => formatKey(language, wordKey(group, code)),
    number: (value, style) => isolateLeftToRight(language, formatNumber(language, value, style)),
    time: (instant) =>
      isolateLeftToRight(language, formatMoment(instantOf(instant)).replace(' UTC', `${NO_BREAK}UTC`)),
    day: (instant) => formatDayInWords(language, instant),
    place: ({ latitude, longitude }) =>
      isolateLeftToRight(
        language,
        `${degrees(language, latitude)}${NO_BREAK}${latitude < 0 ? 'S' : 'N'} ${degrees(language, longitude)}${NO_BREAK}${longitude < 0 ? 'W' : 'E'}`,
      ),
    code: (text) => isolateLeftToRight(language, text),
    name: (text) => isolateName(language, text),
    likelihood: (likelihood) => formatLikelihood(language, likelihood),
    reason: (reason) => formatReason(language, names(language, reason)),
  }
}

const degrees = (language: Language, value: number): string =>
  formatNumber(language, Math.abs(value), 'coordinate')
