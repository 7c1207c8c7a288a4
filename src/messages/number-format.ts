// SPDX-License-Identifier: Apache-2.0
import type { Language } from './language.ts'

/** Marks of written numbers (Unicode CLDR 47, `latn` digits in every language; Arabic pages use the digits 0-9 of the seed report). */
const NUMBER_MARKS: Readonly<
  Record<Language, { readonly decimal: string; readonly group: string; readonly percent: string }>
> = {
  ar: { decimal: '.', group: ',', percent: '%' },
  en: { decimal: '.', group: ',', percent: '%' },
  fr: { decimal: ',', group: '\u202F', percent: '\u202F%' },
  uk: { decimal: ',', group: '\u00A0', percent: '%' },
  ru: { decimal: ',', group: '\u00A0', percent: '\u00A0%' },
}

/** Named ways to write a number; a catalogue uses them as `{metres, number, integer}`. */
const NUMBER_STYLES = {
  plain: { minimum: 0, maximum: 3 },
  integer: { minimum: 0, maximum: 0 },
  tenths: { minimum: 1, maximum: 1 },
  hundredths: { minimum: 2, maximum: 2 },
  coordinate: { minimum: 4, maximum: 4 },
  percent: { minimum: 0, maximum: 0, scale: 100 },
  'percent-tenths': { minimum: 0, maximum: 1, scale: 100 },
  /** Metres written as kilometres. */
  kilometres: { minimum: 1, maximum: 1, scale: 0.001 },
  signed: { minimum: 2, maximum: 2, sign: true },
} as const satisfies Readonly<Record<string, NumberStyleRule>>
export type NumberStyle = keyof typeof NUMBER_STYLES

interface NumberStyleRule {
  readonly minimum: number
  readonly maximum: number
  readonly scale?: number
  readonly sign?: boolean
}

export const isNumberStyle = (name: string): name is NumberStyle => Object.hasOwn(NUMBER_STYLES, name)

/** Writes a number in a language's marks, with how many decimals can be seen. Throws RangeError on what is not finite. */
export function writeNumber(
  language: Language,
  value: number,
  style: NumberStyle = 'plain',
): { readonly text: string; readonly visibleDecimals: number } {
  if (!Number.isFinite(value)) throw new RangeError(`cannot write the number ${value}`)
  const rule: NumberStyleRule = NUMBER_STYLES[style]
  const marks = NUMBER_MARKS[language]
  const scaled = value * (rule.scale ?? 1)
  const [whole = '0', fraction = ''] = Math.abs(scaled).toFixed(rule.maximum).split('.')
  const decimals = trimZeros(fraction, rule.minimum)
  const isZero = /^0*$/.test(whole + decimals)
  const sign = scaled < 0 && !isZero ? '-' : rule.sign === true && !isZero ? '+' : ''
  const text = sign + grouped(whole, marks.group) + (decimals === '' ? '' : marks.decimal + decimals)
  return { text: rule.scale === 100 ? text + marks.percent : text, visibleDecimals: decimals.length }
}

/** The written number alone. */
export const formatNumber = (language: Language, value: number, style: NumberStyle = 'plain'): string =>
  writeNumber(language, value, style).text

function trimZeros(fraction: string, minimum: number): string {
  let end = fraction.length
  while (end > minimum && fraction[end - 1] === '0') end--
  return fraction.slice(0, end)
}

const grouped = (digits: string, mark: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, mark)
