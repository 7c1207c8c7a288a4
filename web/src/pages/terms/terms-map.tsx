// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, useComputedColorScheme } from '@mantine/core'
import type { GeoJSONSource, Map as MapView } from 'maplibre-gl'
import { useEffect, useMemo, useRef, useState } from 'react'

import type { LonLat, Mission } from '../../api/mission.ts'
import { createMapStyle } from '../../map/map-style.ts'
import { openMap } from '../../map/open-map.ts'
import { useText } from '../../text/use-text.tsx'
import { drawOnMap, type Drawing } from './draw-on-map.ts'
import { drawablesOf, writePositions, type Drawable } from './geometry-text.ts'

/** What of the style is drawn from the terms. */
const OF_TERMS = ['lines-and-zones', 'line-names', 'objects'] as const

const keyOf = ({ path }: Drawable): string => path.join('.')

/** The terms as they would be drawn, and a hand that draws them: what it lets go of is written into the text. */
export function TermsMap({
  drawn,
  text: terms,
  onWrite,
}: {
  /** As of the last text without problems. */
  readonly drawn: Mission
  readonly text: string
  readonly onWrite: (text: string) => void
}) {
  const text = useText()
  const { t } = text
  const scheme = useComputedColorScheme('light')
  const box = useRef<HTMLDivElement>(null)
  const first = useRef(drawn)
  const [map, setMap] = useState<MapView | null>(null)
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const [chosen, setChosen] = useState('')
  const [told, setTold] = useState('')
  const [before, setBefore] = useState<readonly string[]>([])
  const drawables = useMemo(() => drawablesOf(terms), [terms])
  const held = drawables.find((one) => keyOf(one) === chosen) ?? null
  const onDrawn = useRef<(positions: readonly LonLat[]) => void>(() => {})

  useEffect(() => {
    if (box.current === null) return
    const opened = openMap(
      box.current,
      createMapStyle(scheme, first.current, text),
      viewOf(first.current),
      text,
    )
    setFailed(opened === null)
    if (opened === null) return
    opened.getCanvas().setAttribute('aria-label', text.t('terms.map'))
    let made: Drawing | null = null
    opened.once('style.load', () => {
      made = drawOnMap(opened, (positions) => onDrawn.current(positions))
      setMap(opened)
      setDrawing(made)
    })
    return () => {
      setDrawing(null)
      setMap(null)
      made?.end()
      opened.remove()
    }
  }, [scheme, text])

  useEffect(() => {
    first.current = drawn
    const { sources } = createMapStyle(scheme, drawn, text)
    for (const id of OF_TERMS) {
      const source = sources[id]
      if (source?.type === 'geojson') void map?.getSource<GeoJSONSource>(id)?.setData(source.data)
    }
  }, [map, drawn, scheme, text])

  const standing = held === null ? '' : JSON.stringify([chosen, held.positions])
  useEffect(() => {
    drawing?.hold(held?.shape ?? null, held?.positions ?? [])
  }, [drawing, standing])

  onDrawn.current = (positions) => {
    if (held === null) return
    const after = writePositions(terms, held.path, positions)
    if (after === terms) return
    setBefore([...before, terms])
    setTold(t('terms.drawn', { what: nameOf(held) }))
    onWrite(after)
  }
  const nameOf = (one: Drawable): string => {
    const id = t(`terms.drawable-${one.kind}`, { id: one.id })
    const isOne = drawables.every((other) => other.kind !== one.kind || other.id !== one.id || other === one)
    return isOne ? id : `${id}, ${t('terms.part', { part: one.part + 1 })}`
  }
  return (
    <section aria-label={t('terms.map')}>
      <div ref={box} className="terms-map" />
      {hasFailed ? <p>{t('web.situation.no-map')}</p> : null}
      <p className="quiet">
        {drawn.mapNote[text.language]} {t('web.map.borders')}
      </p>
      <div className="look-form">
        <NativeSelect
          name="drawable"
          label={t('terms.draw')}
          value={chosen}
          data={[
            { value: '', label: t('terms.draw-nothing') },
            ...drawables.map((one) => ({ value: keyOf(one), label: nameOf(one) })),
          ]}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={held === null || drawing === null}
          onClick={() => {
            if (held !== null) drawing?.begin(held.shape)
          }}
        >
          {t('terms.draw-anew')}
        </Button>
        <Button
          variant="default"
          disabled={before.length === 0}
          onClick={() => {
            const last = before.at(-1)
            if (last === undefined) return
            setBefore(before.slice(0, -1))
            setTold('')
            onWrite(last)
          }}
        >
          {t('terms.draw-back')}
        </Button>
      </div>
      <p className="quiet">{t('terms.draw-note')}</p>
      <p role="status" className="told">
        {told}
      </p>
    </section>
  )
}

/** All that the terms draw, in the middle of the map. */
function viewOf({ lines, zones, objects }: Mission): { center: [number, number]; zoom: number } {
  const points = [
    ...lines.flatMap(({ parts }) => parts.flat()),
    ...zones.flatMap(({ polygons }) => polygons.flat(2)),
    ...objects.map(({ position }) => position),
  ]
  if (points.length === 0) return { center: [34, 48.5], zoom: 5 }
  const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2
  const latitudes = points.map(([, latitude]) => latitude)
  const degrees = Math.max(...latitudes) - Math.min(...latitudes)
  return {
    center: [middle(points.map(([longitude]) => longitude)), middle(latitudes)],
    zoom: Math.min(9, 7.3 - Math.log2(degrees + 0.25)),
  }
}
