// SPDX-License-Identifier: Apache-2.0
import { Autocomplete, type AutocompleteProps } from '@mantine/core'
import { Marker, type Map as MapView } from 'maplibre-gl'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { region } from 'virtual:base-map'

import type { Mission } from '../../api/mission.ts'
import { isTyping } from '../../app/shortcuts.ts'
import { wantsStillness } from '../../app/stillness.ts'
import { createMapFinder, type FoundPlace } from '../../map/find-places.ts'
import { NAMED_PLACES } from '../../map/named-places.ts'
import { useText } from '../../text/use-text.tsx'
import { useGazetteer } from './gazetteer.ts'

interface PlaceSearchProps {
  readonly map: MapView
  readonly mission: Mission
}

const MOST_SHOWN = 8
/** How near the map goes to a point; a place of some size is shown whole. */
const POINT_ZOOM = 10
const MARGIN_PIXELS = 60

/** Goes to a place of the base map or of the terms, by any of its names in any of the languages, or by coordinates. */
export const PlaceSearch = memo(function PlaceSearch({ map, mission }: PlaceSearchProps) {
  const { t, language, name, word } = useText()
  const [query, setQuery] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const marker = useRef<Marker | null>(null)
  const chosenName = useRef<string | null>(null)
  const find = useMemo(
    () => createMapFinder(NAMED_PLACES, mission, (kind) => word('object-class', kind)),
    [mission, word],
  )
  const named = useMemo(() => find(query, MOST_SHOWN), [find, query])
  const further = useGazetteer(query, named)
  const found = [...named, ...further.places].slice(0, MOST_SHOWN)
  const isChosen = found.some((place) => place.names[language] === query)
  const inside = found.filter(isOnMap)

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      // By the sign, or by where it lies on keyboards that have a letter or a stop there: Arabic and Cyrillic ones have no such sign.
      const isThere = event.code === 'Slash' && !event.shiftKey && /^[\p{L}.]$/u.test(event.key)
      if ((event.key !== '/' && !isThere) || document.querySelector('[aria-modal=true]') !== null) return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  useEffect(() => {
    // A map that is drawn anew, in another theme or language, has the mark where it was.
    marker.current?.addTo(map)
    return () => void marker.current?.remove()
  }, [map])

  const takeMarkAway = (): void => {
    marker.current?.remove()
    marker.current = null
  }
  const change = (text: string): void => {
    setQuery(text)
    // The field is given the name of what was chosen, which is no new search.
    if (text !== chosenName.current) takeMarkAway()
  }
  const go = (key: string): void => {
    const place = inside.find((one) => one.key === key)
    if (place === undefined) return
    chosenName.current = place.names[language]
    takeMarkAway()
    const [west, south, east, north] = place.bounds
    const duration = wantsStillness() ? { duration: 0 } : {}
    if (west < east || south < north) {
      map.fitBounds([west, south, east, north], { padding: MARGIN_PIXELS, maxZoom: POINT_ZOOM, ...duration })
      return
    }
    const zoom = isWide(place) ? map.getZoom() : Math.max(map.getZoom(), POINT_ZOOM)
    map.easeTo({ center: [west, south], zoom, ...duration })
    if (isWide(place)) return
    marker.current = new Marker({ element: createMark() }).setLngLat([west, south]).addTo(map)
  }
  const renderOption: AutocompleteProps['renderOption'] = ({ option }) => {
    const place = inside.find(({ key }) => key === option.value)
    if (place === undefined) return null
    return (
      <span className="found-place">
        <span>{name(place.names[language])}</span>
        <span className="quiet">
          {t(`web.find.kind.${place.kind}`)}
          {place.foundBy === null ? '' : ` · ${t('web.find.also', { name: name(place.foundBy) })}`}
        </span>
      </span>
    )
  }

  return (
    <div className="place-search" role="search">
      <Autocomplete
        ref={field}
        size="xs"
        aria-label={t('web.find.label')}
        placeholder={t('web.find.placeholder')}
        value={query}
        // Figures with a comma between them would change places on a page that is read from the right.
        {...(query === '' ? {} : { dir: 'auto' })}
        onChange={change}
        onOptionSubmit={go}
        data={inside.map(({ key, names }) => ({ value: key, label: names[language] }))}
        filter={({ options }) => options}
        renderOption={renderOption}
        selectFirstOptionOnChange
        clearable
        clearButtonProps={{ 'aria-label': t('web.find.clear') }}
        comboboxProps={{ withinPortal: false }}
      />
      <p className="place-search-note" role="status">
        {query.trim() === '' || isChosen || inside.length > 0 || !further.isSettled
          ? ''
          : t(found.length > 0 ? 'web.find.outside' : 'web.find.nothing')}
      </p>
    </div>
  )
})

const [WEST, SOUTH, EAST, NORTH] = region

const isOnMap = ({ bounds: [west, south, east, north] }: FoundPlace): boolean =>
  west <= EAST && east >= WEST && south <= NORTH && north >= SOUTH

/** Named at one point, but as wide as the map: there is no place to go near to. */
const isWide = ({ kind }: FoundPlace): boolean => kind === 'country' || kind === 'sea'

/** A ring about the place, which hides nothing of what lies there. */
function createMark(): HTMLElement {
  const mark = document.createElement('div')
  mark.className = 'found-mark'
  return mark
}
