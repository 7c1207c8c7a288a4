// SPDX-License-Identifier: Apache-2.0
import { formatInstant, parseInstant, toInstant, type Instant } from '#kernel'

import type { Language } from './language.ts'

/** Gregorian months as they stand in a written date (Unicode CLDR 47; Arabic as in the Egyptian press). */
const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  ar: [
    'يناير',
    'فبراير',
    'مارس',
    'أبريل',
    'مايو',
    'يونيو',
    'يوليو',
    'أغسطس',
    'سبتمبر',
    'أكتوبر',
    'نوفمبر',
    'ديسمبر',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  uk: [
    'січня',
    'лютого',
    'березня',
    'квітня',
    'травня',
    'червня',
    'липня',
    'серпня',
    'вересня',
    'жовтня',
    'листопада',
    'грудня',
  ],
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
}

/** `24 June 2026`: the UTC day in words, digits 0-9 in every language. */
export function formatDate(language: Language, instant: Instant): string {
  const [year = '', month = '', day = ''] = formatInstant(instant).slice(0, 10).split('-')
  return `${Number(day)} ${MONTHS[language][Number(month) - 1] ?? month} ${year}`
}

/** `2026-06-24 00:07 UTC`: one form in every language, for tables; seconds only where they are not zero. */
export function formatMoment(instant: Instant): string {
  const text = formatInstant(instant)
  const seconds = text.slice(17, 19)
  return `${text.slice(0, 10)} ${text.slice(11, 16)}${seconds === '00' ? '' : `:${seconds}`} UTC`
}

/** Reads what a message was given for a date or a time: RFC 3339 text, a bare day, or milliseconds. Throws RangeError otherwise. */
export function instantOf(value: string | number): Instant {
  if (typeof value === 'number') return toInstant(value)
  const read = parseInstant(value)
  if (!read.ok) throw new RangeError(`not an instant: ${value}`)
  return read.value
}
