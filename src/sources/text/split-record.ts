// SPDX-License-Identifier: Apache-2.0

const QUOTE = '"'

/**
 * The fields of one record by RFC 4180: a field that begins with a quotation mark ends with one and doubles those inside;
 * elsewhere a quotation mark is a character like any other. Null where a closing mark is missing or text follows it.
 */
export function splitRecord(record: string, delimiter: string): readonly string[] | null {
  if (!record.includes(QUOTE)) return record.split(delimiter)
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (record[at] === QUOTE) {
      const closing = closingQuote(record, at + 1)
      if (closing < 0) return null
      fields.push(record.slice(at + 1, closing).replaceAll('""', QUOTE))
      at = closing + 1
      if (at < record.length && record[at] !== delimiter) return null
    } else {
      const end = record.indexOf(delimiter, at)
      fields.push(record.slice(at, end < 0 ? record.length : end))
      at = end < 0 ? record.length : end
    }
    if (at >= record.length) return fields
    at++
  }
}

function closingQuote(record: string, from: number): number {
  let at = record.indexOf(QUOTE, from)
  while (at >= 0 && record[at + 1] === QUOTE) at = record.indexOf(QUOTE, at + 2)
  return at
}
