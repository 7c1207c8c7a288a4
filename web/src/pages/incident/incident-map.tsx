// SPDX-License-Identifier: Apache-2.0
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

import type { Mission } from '../../api/mission.ts'
import { ellipseAround } from '../../map/circle.ts'
import { createMapStyle } from '../../map/map-style.ts'
import { openMap } from '../../map/open-map.ts'
import { showSelection } from '../../map/show-selection.ts'
import { useText } from '../../text/use-text.tsx'
import type { IncidentDocument } from './incident-document.ts'

interface IncidentMapProps {
  readonly mission: Mission
  readonly geometry: NonNullable<IncidentDocument['geometry']>
}

/** Where it lies: the ellipse within which the true place lies 95 times in 100, never a point. */
export function IncidentMap({ mission, geometry }: IncidentMapProps) {
  const text = useText()
  const scheme = useComputedColorScheme('light')
  const box = useRef<HTMLDivElement>(null)
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    if (box.current === null) return
    const { center, semiMajorMeters, semiMinorMeters, azimuthDegrees } = geometry
    const kilometres = Math.max(0.5, semiMajorMeters / 1_000)
    const map = openMap(
      box.current,
      createMapStyle(scheme, mission, text),
      { center: [center.longitude, center.latitude], zoom: Math.min(12, 11.5 - Math.log2(kilometres)) },
      text,
    )
    setFailed(map === null)
    if (map === null) return
    map.getCanvas().setAttribute('aria-label', text.t('web.incident.place'))
    map.once('load', () => {
      showSelection(
        map,
        ellipseAround(center.longitude, center.latitude, {
          major: semiMajorMeters,
          minor: semiMinorMeters,
          azimuth: azimuthDegrees,
        }),
      )
    })
    return () => map.remove()
  }, [mission, geometry, scheme, text])
  return (
    <>
      <div ref={box} className="incident-map" hidden={hasFailed} />
      {hasFailed ? <p>{text.t('web.incident.no-map')}</p> : null}
      <p className="quiet">
        {mission.mapNote[text.language]} {text.t('web.map.borders')}
      </p>
    </>
  )
}
