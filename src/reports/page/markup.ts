// SPDX-License-Identifier: Apache-2.0

/** Text that is markup already; everything else is escaped when it is put into markup. */
export interface Markup {
  readonly markup: string
}

type Part = Markup | string | number | readonly Markup[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters that HTML and XML have no place for are shown as a replacement mark. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g

export const escapeMarkup = (text: string): string =>
  text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark)

/** Puts escaped values into markup: the one place where a page's text becomes HTML or SVG. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = strings[0] ?? ''
  parts.forEach((part, n) => {
    markup += written(part) + (strings[n + 1] ?? '')
  })
  return { markup }
}

export const NOTHING: Markup = { markup: '' }

const isList = (part: Part): part is readonly Markup[] => Array.isArray(part)

function written(part: Part): string {
  if (typeof part === 'string') return escapeMarkup(part)
  if (typeof part === 'number') return String(part)
  return isList(part) ? part.map((one) => one.markup).join('') : part.markup
}
