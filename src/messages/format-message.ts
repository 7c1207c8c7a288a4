// SPDX-License-Identifier: Apache-2.0
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'

import { catalogueOf, type MessageKey } from './catalogues.ts'
import { formatDate, formatMoment, instantOf } from './date-format.ts'
import { isolateLatinRuns, isolateLeftToRight, isolateName } from './isolation.ts'
import { directionOf, type Language } from './language.ts'
import { MessageError } from './message-error.ts'
import { formatNumber, isNumberStyle, writeNumber, type NumberStyle } from './number-format.ts'
import { pluralCategory } from './plural-rules.ts'
import { vocabularyOfParam } from './vocabulary-params.ts'

export type MessageParams = Readonly<Record<string, string | number>>

const parsed = new Map<string, readonly MessageFormatElement[]>()

/**
 * The sentence of a catalogue in a language (ICU MessageFormat), with numbers, dates and plurals from pinned data, never from the host.
 * In Arabic every number, time, id and Latin run is isolated here, by the kind of its parameter, and nowhere else.
 * Throws MessageError where the key, a parameter or a vocabulary word is missing: that is a bug, not a matter of input.
 */
export function formatMessage(language: Language, key: MessageKey, params: MessageParams = {}): string {
  return formatKey(language, key, params)
}

/** The same for a key put together at run time, such as `reason.` and a code. */
export function formatKey(language: Language, key: string, params: MessageParams = {}): string {
  const text = catalogueOf(language)[key]
  if (text === undefined) throw new MessageError('message-missing', language, key)
  const cacheKey = `${language} ${key}`
  let elements = parsed.get(cacheKey)
  if (elements === undefined) {
    elements = parse(text, { ignoreTag: true, captureLocation: false })
    parsed.set(cacheKey, elements)
  }
  return write({ language, key, params }, elements, null)
}

interface Scope {
  readonly language: Language
  readonly key: string
  readonly params: MessageParams
}

function write(scope: Scope, elements: readonly MessageFormatElement[], pound: number | null): string {
  return elements.map((element) => writeElement(scope, element, pound)).join('')
}

function writeElement(scope: Scope, element: MessageFormatElement, pound: number | null): string {
  const { language } = scope
  switch (element.type) {
    case TYPE.literal:
      return isolateLatinRuns(language, element.value)
    case TYPE.pound:
      return isolateLeftToRight(language, formatNumber(language, pound ?? 0))
    case TYPE.argument:
      return writeArgument(scope, element.value)
    case TYPE.number:
      return isolateLeftToRight(
        language,
        formatNumber(language, numberParam(scope, element.value), styleOf(scope, element.style)),
      )
    case TYPE.date:
      return formatDayInWords(language, param(scope, element.value))
    case TYPE.time:
      return isolateLeftToRight(language, formatMoment(instantOf(param(scope, element.value))))
    case TYPE.select: {
      const chosen = element.options[String(param(scope, element.value))] ?? element.options['other']
      if (chosen === undefined) throw new MessageError('form-missing', language, scope.key, element.value)
      return write(scope, chosen.value, pound)
    }
    case TYPE.plural: {
      const value = numberParam(scope, element.value)
      const counted = value - element.offset
      const category = pluralCategory(language, counted, writeNumber(language, counted).visibleDecimals)
      const chosen = element.options[`=${value}`] ?? element.options[category] ?? element.options['other']
      if (chosen === undefined) throw new MessageError('form-missing', language, scope.key, element.value)
      return write(scope, chosen.value, counted)
    }
    default:
      throw new MessageError('syntax-unsupported', language, scope.key)
  }
}

/** The key of a vocabulary word; words that are written with spaces have hyphens in the catalogues. */
export const wordKey = (group: string, word: string): string => `${group}.${word.replaceAll(' ', '-')}`

function writeArgument(scope: Scope, name: string): string {
  const value = param(scope, name)
  const { language } = scope
  if (typeof value === 'number') return isolateLeftToRight(language, formatNumber(language, value))
  const group = vocabularyOfParam(name)
  if (group !== null) return formatKey(language, wordKey(group, value))
  return isolateName(language, value)
}

/** A day in words, from an instant; it belongs to the sentence's own direction, so only its figures are isolated. */
export function formatDayInWords(language: Language, value: string | number): string {
  const text = formatDate(language, instantOf(value))
  if (directionOf(language) === 'ltr') return text
  return text.replace(/\d+/g, (figures) => isolateLeftToRight(language, figures))
}

function param(scope: Scope, name: string): string | number {
  const value = scope.params[name]
  if (value === undefined) throw new MessageError('parameter-missing', scope.language, scope.key, name)
  return value
}

function numberParam(scope: Scope, name: string): number {
  const value = param(scope, name)
  if (typeof value !== 'number')
    throw new MessageError('parameter-not-a-number', scope.language, scope.key, name)
  return value
}

function styleOf(scope: Scope, style: unknown): NumberStyle {
  if (style === null || style === undefined) return 'plain'
  if (typeof style === 'string' && isNumberStyle(style)) return style
  throw new MessageError('number-style-unknown', scope.language, scope.key)
}
