// SPDX-License-Identifier: Apache-2.0
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'

import { ask } from '../../api/ask.ts'
import { sameInAll, type FoundPlace } from '../../map/find-places.ts'

/** Typing has come to rest. */
const AFTER_MS = 300
const SHORTEST_ASKED = 3
/** Nearer than this it is the place that the base map names. */
const SAME_PLACE_DEGREES = 0.03

interface SearchAnswer {
  readonly found: readonly {
    readonly meaning: {
      readonly kind: string
      readonly name?: string
      readonly bbox?: readonly [number, number, number, number]
    }
  }[]
}

interface Gazetteer {
  readonly places: readonly FoundPlace[]
  /** False while something may still come. */
  readonly isSettled: boolean
}

/** What the gazetteer of the service, where it has one, knows beyond what was found already. */
export function useGazetteer(query: string, known: readonly FoundPlace[]): Gazetteer {
  const wanted = query.trim()
  const [asked] = useDebouncedValue(wanted, AFTER_MS)
  const { data, isFetching } = useQuery({
    queryKey: ['gazetteer', asked],
    queryFn: ({ signal }) =>
      ask<SearchAnswer>(`/api/v1/search?${new URLSearchParams({ q: asked, limit: '1' })}`, { signal }),
    enabled: asked.length >= SHORTEST_ASKED && asked === wanted,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (asked !== wanted) return { places: [], isSettled: false }
  const places = (data?.found ?? []).flatMap(({ meaning: { name = '', bbox } }) => {
    if (name === '' || bbox === undefined) return []
    const [west, south, east, north] = bbox
    const [longitude, latitude] = [(west + east) / 2, (south + north) / 2]
    const isKnown = known.some(
      ({ bounds: [x, y] }) =>
        Math.abs(x - longitude) < SAME_PLACE_DEGREES && Math.abs(y - latitude) < SAME_PLACE_DEGREES,
    )
    if (isKnown) return []
    const place: FoundPlace = {
      key: `gazetteer:${name} ${bbox.join(' ')}`,
      kind: 'settlement',
      names: sameInAll(name),
      foundBy: null,
      bounds: [longitude, latitude, longitude, latitude],
    }
    return [place]
  })
  return { places, isSettled: !isFetching }
}
