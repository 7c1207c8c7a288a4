// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'

import { digestOf, toInstant } from '#kernel'

import { ANALYST, as, LIAISON, NOW, sampleServer } from '../../../test/server/sample-server.ts'
import { problemSchema } from '../schemas/answer.ts'

const SECRET = 'party:b'

function filled(exercise = false) {
  const server = sampleServer({ exercise })
  server.add('incident', {
    id: digestOf('a'),
    document: {
      likelihood: { probability: 0.75, band: 'likely' },
      means: ['acoustic', 'report'],
      independentSources: 2,
    },
  })
  server.add('incident', {
    id: digestOf('b'),
    center: null,
    document: { incident: { likelihood: { band: '=1+1 <&>"\u0001' } } },
  })
  server.add('incident', { id: digestOf('hidden'), audiences: [SECRET] })
  return server
}

const take = async (server: ReturnType<typeof filled>, file: string, headers = ANALYST) => {
  const response = await server.ask(`/api/v1/exports/${file}`, { headers })
  expect([file, response.status]).toEqual([file, 200])
  return response
}

describe('exports', () => {
  test('[API40] each form has what the reader may read and nothing else', async () => {
    const server = filled()
    const json = (await (await take(server, 'incidents.json')).json()) as {
      total: unknown
      items: { id: string }[]
    }
    expect([json.total, json.items.map((item) => item.id).sort()]).toEqual([
      { atLeast: 2 },
      [digestOf('a'), digestOf('b')].sort(),
    ])
    const geojson = (await (await take(server, 'incidents.geojson')).json()) as {
      features: { id: string; geometry: unknown; properties: Record<string, unknown> }[]
    }
    const a = geojson.features.find((feature) => feature.id === digestOf('a'))
    expect(a?.geometry).toEqual({ type: 'Point', coordinates: [38, 48.5] })
    expect(a?.properties).toMatchObject({
      probability: 0.75,
      band: 'likely',
      means: 'acoustic report',
      semiMajorMeters: null,
    })
    const csv = (await (await take(server, 'incidents.csv')).text()).split('\r\n')
    expect(csv[0]).toBe(
      'id,start,end,latitude,longitude,since,probability,band,independentSources,means,semiMajorMeters,semiMinorMeters,azimuthDegrees',
    )
    expect(csv).toHaveLength(4)
    expect(csv.find((line) => line.startsWith(digestOf('b')))).toContain(`,,,2,,"'=1+1 <&>""`)
    const kml = await (await take(server, 'incidents.kml')).text()
    expect(kml.match(/<Placemark>/g)).toHaveLength(2)
    expect(kml).toContain('<value>=1+1 &lt;&amp;&gt;&quot;\ufffd</value>')
    expect(kml).toContain('<Point><coordinates>38,48.5</coordinates></Point>')
    for (const text of [JSON.stringify(json), JSON.stringify(geojson), csv.join(), kml])
      expect(text).not.toContain(digestOf('hidden'))
  })

  test('[API41] a GeoPackage is one that other programs know, and leaves no file behind', async () => {
    const response = await take(filled(true), 'incidents.gpkg')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="EXERCISE-incidents.gpkg"')
    const folder = mkdtempSync(join(tmpdir(), 'gpkg-'))
    const file = join(folder, 'taken.gpkg')
    writeFileSync(file, new Uint8Array(await response.arrayBuffer()))
    const database = new Sqlite(file, { readonly: true })
    try {
      expect(database.pragma('application_id', { simple: true })).toBe(0x47504b47)
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(database.pragma('foreign_key_check')).toEqual([])
      expect(
        database.prepare('SELECT table_name, data_type, description, srs_id FROM gpkg_contents').all(),
      ).toEqual([
        {
          table_name: 'incidents',
          data_type: 'features',
          description: 'EXERCISE incidents as of 3',
          srs_id: 4326,
        },
      ])
      const rows = database
        .prepare('SELECT id, hex(geometry) AS shape, probability FROM incidents ORDER BY probability')
        .all() as { id: string; shape: string; probability: number | null }[]
      expect(rows).toEqual([
        { id: digestOf('b'), shape: '', probability: null },
        // GP, version 0, little-endian, 4326; WKB point 38 48.5.
        {
          id: digestOf('a'),
          shape: '47500001E6100000' + '0101000000' + '0000000000004340' + '0000000000404840',
          probability: 0.75,
        },
      ])
    } finally {
      database.close()
      rmSync(folder, { recursive: true })
    }
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('marsad-export-'))).toEqual([])
  })

  test('[API42] who took what and how many is on record before the first byte, and how it ended after the last', async () => {
    const server = filled()
    const response = await take(server, 'incidents.csv?from=2026-06-01T00:00:00Z')
    const recorded = () =>
      server.ledger.records.internal.map(({ kind, audiences, body }) => ({ kind, audiences, ...body }))
    const begun = {
      kind: 'export-begun',
      audiences: ['administration:mechanism'],
      stream: 'person-1',
      person: 'person-1',
      what: 'incidents',
      format: 'csv',
      from: '2026-06-01T00:00:00.000Z',
      to: null,
      area: null,
      asOf: 3,
      atLeast: 2,
    }
    expect(recorded()).toEqual([begun])
    await response.text()
    const { atLeast: _, ...asked } = begun
    expect(recorded()).toEqual([begun, { ...asked, kind: 'export-ended', items: 2, end: 'whole' }])
    expect(server.ledger.records.public).toHaveLength(3)
  })

  test('[API42] a reader who lets go is on record with what they got, and may ask again', async () => {
    const server = sampleServer({ mostExportsAtOncePerIdentity: 1 })
    for (let n = 0; n < 2_000; n += 1) server.add('observation', { id: digestOf(String(n)) })
    const path = '/api/v1/exports/observations.json'
    const response = await server.ask(path, { headers: ANALYST })
    expect((await server.ask(path, { headers: ANALYST })).status).toBe(429)
    const reader = response.body!.getReader()
    await reader.read()
    await reader.cancel()
    const ended = server.ledger.records.internal.at(-1)
    expect([ended?.kind, ended?.body['end']]).toEqual(['export-ended', 'let-go'])
    expect(ended?.body['items']).toBeLessThan(2_000)
    const unread = await server.ask(path, { headers: ANALYST })
    await unread.body!.cancel()
    expect((await server.ask(path, { headers: ANALYST })).status).toBe(200)
  })

  test('[API43] an export is as of its beginning, whatever is written while it is taken', async () => {
    const server = filled()
    const response = await take(server, 'incidents.json')
    server.add('incident', {
      id: digestOf('late'),
      interval: { start: toInstant(NOW + 1), end: toInstant(NOW + 1) },
    })
    expect(await response.text()).not.toContain(digestOf('late'))
    const earlier = (await (await take(server, 'incidents.json?asOf=1')).json()) as {
      asOf: number
      items: unknown[]
    }
    expect([earlier.asOf, earlier.items.length]).toEqual([1, 1])
  })

  test('[API44] of the exports there are none but those, none without the right, and none by its head alone', async () => {
    const server = filled()
    const status = async (path: string, headers: Record<string, string>, method = 'GET') =>
      (await server.ask(`/api/v1/exports/${path}`, { headers, method })).status
    expect(await status('incidents.xls', ANALYST)).toBe(404)
    expect(await status('..%2fincidents.csv', ANALYST)).toBe(404)
    expect(await status('incidents.csv', as('mechanism', ['administrator']))).toBe(403)
    expect(await status('incidents.csv', ANALYST, 'HEAD')).toBe(405)
    const limited = await server.ask('/api/v1/exports/incidents.csv?limit=1', { headers: LIAISON })
    expect(problemSchema.parse(await limited.json()).problems).toEqual([
      { path: 'limit', code: 'unknown-parameter' },
    ])
    expect(server.ledger.records.internal).toEqual([])
  })
})
