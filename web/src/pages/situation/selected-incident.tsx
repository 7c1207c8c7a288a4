// SPDX-License-Identifier: Apache-2.0
import { Button, CloseButton } from '@mantine/core'

import { toLikelihood } from '#kernel'

import { goTo } from '../../app/router.tsx'
import { HypothesisGlyph } from '../../map/hypothesis-glyph.tsx'
import { NOT_KNOWN } from '../../situation/incident-columns.ts'
import type { Situation } from '../../situation/situation-store.ts'
import { minuteIn, offsetOf } from '../../text/mission-time.ts'
import { useText } from '../../text/use-text.tsx'
import { pathOfIncident, placeText } from './incident-list.tsx'

interface SelectedIncidentProps {
  readonly situation: Situation
  readonly row: number | null
  readonly timeZone: string
  readonly asOf: number | null
  readonly onClose: () => void
}

/** What was chosen, in a few lines, with the way to all of it. */
export function SelectedIncident({ situation, row, timeZone, asOf, onClose }: SelectedIncidentProps) {
  const { t, word, code } = useText()
  if (row === null) return null
  const { columns, hypotheses, names } = situation
  const kind = columns.hypothesis[row]!
  const name = kind === NOT_KNOWN ? undefined : hypotheses[kind]
  const probability = columns.probability[row]!
  const startMs = columns.startMs[row]!
  const endMs = columns.endMs[row]!
  const id = names.get(row)
  const uncertainty = columns.uncertaintyMeters[row]!
  return (
    <aside className="selected" aria-label={t('web.selected.title')}>
      <header>
        <HypothesisGlyph hypothesis={name} />
        <h2>{name === undefined ? t('web.situation.untold') : word('hypothesis', name)}</h2>
        <CloseButton size="sm" aria-label={t('web.frame.close')} onClick={onClose} />
      </header>
      <p>
        {probability < 0
          ? t('web.situation.likelihood-untold')
          : t('web.situation.military', { band: toLikelihood(probability).band, probability })}
      </p>
      <dl>
        <dt>{t('web.clock.mission')}</dt>
        <dd>
          {code(
            `${minuteIn(startMs, timeZone)} – ${minuteIn(endMs, timeZone)} ${offsetOf(startMs, timeZone)}`,
          )}
        </dd>
        <dt>{code('UTC')}</dt>
        <dd>{code(`${minuteIn(startMs, 'UTC')} – ${minuteIn(endMs, 'UTC')}`)}</dd>
        <dt>{t('web.selected.place')}</dt>
        <dd>
          {placeText(columns.latitude[row]!, columns.longitude[row]!, code)}
          {Number.isNaN(uncertainty) ? null : (
            <span className="quiet"> {t('web.selected.within', { meters: Math.round(uncertainty) })}</span>
          )}
        </dd>
      </dl>
      <Button
        disabled={id === undefined}
        onClick={() => (id === undefined ? undefined : goTo(pathOfIncident(id, asOf)))}
      >
        {t('web.selected.open')}
      </Button>
    </aside>
  )
}
