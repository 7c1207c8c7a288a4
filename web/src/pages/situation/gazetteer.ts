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

interface Places {
  readonly items: readonly {
    readonly name: string
    readonly latitude: number
    readonly longitude: number
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
  const isName = wanted.length >= SHORTEST_ASKED && known[0]?.kind !== 'coordinates'
  const [asked] = useDebouncedValue(wanted, AFTER_MS)
  const { data, isFetching } = useQuery({
    queryKey: ['places', asked],
    queryFn: ({ signal }) => ask<Places>(`/api/v1/places?${new URLSearchParams({ q: asked })}`, { signal }),
    enabled: isName && asked === wanted,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!isName) return { places: [], isSettled: true }
  if (asked !== wanted) return { places: [], isSettled: false }
  const places = (data?.items ?? []).flatMap(({ name, latitude, longitude }) => {
    const isKnown = known.some(
      ({ bounds: [x, y] }) =>
        Math.abs(x - longitude) < SAME_PLACE_DEGREES && Math.abs(y - latitude) < SAME_PLACE_DEGREES,
    )
    if (isKnown) return []
    const place: FoundPlace = {
      key: `gazetteer:${name} ${latitude} ${longitude}`,
      kind: 'settlement',
      names: sameInAll(name),
      foundBy: null,
      bounds: [longitude, latitude, longitude, latitude],
    }
    return [place]
  })
  return { places, isSettled: !isFetching }
}
