// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { parseLabels } from './parse-labels.ts'
import { parsePlaces } from './parse-places.ts'

describe('label files', () => {
  test('[Q9] columns in any order, a byte-order mark and quoted text are read', () => {
    const read = parseLabels(
      '\uFEFFdate,id,kind,lon,lat\r\n2022-05-01,a1,"strike, reported",37.5,49.25\r\n\r\n',
    )
    expect(read).toEqual({
      ok: true,
      value: [
        {
          id: 'a1',
          day: Date.UTC(2022, 4, 1) / 86_400_000,
          position: { latitude: 49.25, longitude: 37.5 },
          kind: 'strike, reported',
        },
      ],
    })
  })

  test('[Q9] a missing column is named, and so is every bad row', () => {
    expect(parseLabels('id,date,lat\n')).toMatchObject({
      ok: false,
      problems: [
        { path: 'lon', code: 'label-column-missing' },
        { path: 'kind', code: 'label-column-missing' },
      ],
    })
    const read = parseLabels(
      'id,date,lat,lon,kind\n,2022-02-30,49,37,x\nb,2022-05-01,91,37,x\nc,2022-05-01,,37,x\n',
    )
    expect(read.ok ? [] : read.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'row 1.date instant-not-in-calendar',
      'row 1.id label-without-id',
      'row 2 label-position-unreadable',
      'row 3 label-position-unreadable',
    ])
  })

  test('[Q9] a gazetteer needs points with a population', () => {
    const place = (pop: unknown) => ({
      type: 'FeatureCollection',
      features: [
        { type: 'Feature', geometry: { type: 'Point', coordinates: [37, 49] }, properties: { pop } },
      ],
    })
    expect(parsePlaces(place(500))).toEqual({
      ok: true,
      value: [{ position: { latitude: 49, longitude: 37 }, population: 500 }],
    })
    expect(parsePlaces(place('many'))).toMatchObject({
      ok: false,
      problems: [{ path: 'features.0.properties.pop', code: 'invalid-type' }],
    })
  })
})
