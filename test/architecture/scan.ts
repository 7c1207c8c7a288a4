// SPDX-License-Identifier: Apache-2.0

export interface StringLiteral {
  readonly start: number
  readonly value: string
}

/** After one of these a slash begins a regular expression; after anything else it divides. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+*%~<>^-]|\b(?:return|typeof|case|in|of|delete|void|throw|new))\s*$/

/** Blanks comments, strings and regular expressions with spaces (line breaks stay) and lists the quoted strings. */
export function scan(text: string): { readonly code: string; readonly strings: readonly StringLiteral[] } {
  const strings: StringLiteral[] = []
  /** One entry per open `${`: how many braces are open inside it. */
  const openTemplates: number[] = []
  let code = ''
  let at = 0
  const blankTo = (end: number): void => {
    code += text.slice(at, end).replace(/[^\n]/g, ' ')
    at = end
  }
  const templateTo = (from: number): void => {
    let end = from
    while (end < text.length && text[end] !== '`' && !text.startsWith('${', end))
      end += text[end] === '\\' ? 2 : 1
    if (text.startsWith('${', end)) {
      openTemplates.push(0)
      blankTo(end + 2)
    } else blankTo(end + 1)
  }
  while (at < text.length) {
    const char = text[at]
    const last = openTemplates.length - 1
    if (text.startsWith('//', at)) blankTo(endOr(text.indexOf('\n', at), text.length))
    else if (text.startsWith('/*', at)) blankTo(endOr(text.indexOf('*/', at + 2) + 2, text.length, 1))
    else if (char === "'" || char === '"') {
      const end = quotedEnd(text, at + 1, char)
      strings.push({ start: at, value: text.slice(at + 1, end - 1) })
      blankTo(end)
    } else if (char === '`') templateTo(at + 1)
    else if (char === '/' && BEFORE_REGEX.test(code.slice(-200))) blankTo(regexEnd(text, at + 1))
    else if (char === '}' && last >= 0 && openTemplates[last] === 0) {
      openTemplates.pop()
      templateTo(at + 1)
    } else {
      if (last >= 0 && char === '{') openTemplates[last] = (openTemplates[last] ?? 0) + 1
      if (last >= 0 && char === '}') openTemplates[last] = (openTemplates[last] ?? 0) - 1
      code += char
      at += 1
    }
  }
  return { code, strings }
}

const endOr = (found: number, otherwise: number, none = -1): number => (found === none ? otherwise : found)

function quotedEnd(text: string, from: number, quote: string): number {
  let end = from
  while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1
  return end + 1
}

function regexEnd(text: string, from: number): number {
  let end = from
  let inClass = false
  while (end < text.length && text[end] !== '\n' && (inClass || text[end] !== '/')) {
    if (text[end] === '[') inClass = true
    if (text[end] === ']') inClass = false
    end += text[end] === '\\' ? 2 : 1
  }
  return end + 1
}
