// SPDX-License-Identifier: Apache-2.0
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'

import { csvLine } from './csv.ts'

describe('csvLine', () => {
  test.each([
    [['a', 1, null], 'a,1,\r\n'],
    [[-77.5, 0, 1e-7], '-77.5,0,1e-7\r\n'],
    [['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""","two\nlines"\r\n'],
    [[' padded '], '" padded "\r\n'],
    [['', 'نص'], ',نص\r\n'],
  ] as const)('[R12] writes %j', (cells, line) => {
    expect(csvLine(cells)).toBe(line)
  })

  test.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x";"y")'])(
    '[R12] makes the formula %j harmless and keeps its text',
    (text) => {
      const [cell] = Papa.parse<string[]>(csvLine([text, 'x'])).data[0] ?? []
      expect(cell).toBe(`'${text}`)
    },
  )

  test('[R12] another reader finds the same cells', () => {
    const cells = ['plain', 'a"b', 'c,d', 'e\r\nf', '', '؛ نص']
    expect(Papa.parse<string[]>(csvLine(cells)).data[0]).toEqual(cells)
  })
})
