// SPDX-License-Identifier: Apache-2.0
import { memo, type ReactNode } from 'react'
import { objectSymbolUrls } from 'virtual:object-symbols'

import type { AgreedLine, Mission } from '../../api/mission.ts'
import { CONTACT_WIDTH, LINE_PATTERNS, OTHER_WIDTH } from '../../map/line-patterns.ts'
import { useText } from '../../text/use-text.tsx'

/** What the map draws besides incidents: each line with its kind and day, zones, objects, and how sure a place is. */
export const MapLegend = memo(function MapLegend({ mission }: { readonly mission: Mission }) {
  const { t, word, language } = useText()
  const { lines, zones, objects } = mission
  return (
    <details className="map-legend">
      <summary>{t('web.legend.title')}</summary>
      <ul>
        {lines.map((line) => (
          <LineEntry key={line.id} line={line} />
        ))}
        {zones.map(({ id, names }) => (
          <Entry key={id} mark={<path className="legend-zone" d="M0 7h30" />}>
            {names[language]}
          </Entry>
        ))}
        {[...new Set(objects.map(({ class: kind }) => kind))].map((kind) => (
          <li key={kind}>
            <img src={objectSymbolUrls[kind]} alt="" height="20" />
            <span>{word('object-class', kind)}</span>
          </li>
        ))}
        <Entry mark={<circle className="legend-object" cx="15" cy="7" r="2.6" />}>
          {t('web.legend.observation-satellite')}
        </Entry>
        <Entry mark={<circle className="legend-other" cx="15" cy="7" r="2.6" />}>
          {t('web.legend.observation-other')}
        </Entry>
        <Entry mark={<circle className="legend-place" cx="15" cy="7" r="5.6" />}>
          {t('web.legend.place')}
        </Entry>
        <Entry mark={<path className="legend-border" d="M0 7h30" />}>{t('web.legend.borders')}</Entry>
      </ul>
      <p className="quiet">{t('web.legend.incidents')}</p>
    </details>
  )
})

function LineEntry({ line }: { readonly line: AgreedLine }) {
  const { t, word, code, language } = useText()
  const width = line.isLineOfContact ? CONTACT_WIDTH : OTHER_WIDTH
  const dashes = LINE_PATTERNS[line.kind]?.map((part) => part * width).join(' ')
  return (
    <Entry mark={<path className="legend-line" d="M0 7h30" strokeWidth={width} strokeDasharray={dashes} />}>
      {line.names[language]}: {word('line-kind', line.kind)}
      {line.date === null ? '' : ` (${t('web.map.as-of-day')} ${code(line.date)})`}
    </Entry>
  )
}

function Entry({ mark, children }: { readonly mark: ReactNode; readonly children: ReactNode }) {
  return (
    <li>
      <svg viewBox="0 0 30 14" width="30" height="14" aria-hidden="true">
        {mark}
      </svg>
      <span>{children}</span>
    </li>
  )
}
