// SPDX-License-Identifier: Apache-2.0
import './incident.css'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'

import { toLikelihood } from '#kernel'

import { ask } from '../../api/ask.ts'
import { useMission } from '../../api/mission.ts'
import { ErrorFence } from '../../app/error-fence.tsx'
import { lazyPart } from '../../app/lazy-page.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { Link, usePlace } from '../../app/router.tsx'
import { HypothesisGlyph } from '../../map/hypothesis-glyph.tsx'
import { minuteIn, offsetOf } from '../../text/mission-time.ts'
import { useText } from '../../text/use-text.tsx'
import { readAddress } from '../situation/address-filter.ts'
import { ContributionLedger } from './contribution-ledger.tsx'
import { HypothesisBars } from './hypothesis-bars.tsx'
import type { IncidentDocument, Item } from './incident-document.ts'
import { IncidentViolations } from './incident-violations.tsx'
import { ObservationList } from './observation-list.tsx'
import { ProvisionResults } from './provision-results.tsx'

const IncidentMap = lazyPart(async () => (await import('./incident-map.tsx')).IncidentMap)

/** One incident: what speaks for which explanation, where it lies and how well that is known, and what it rests on. */
export function IncidentPage({ id }: { readonly id: string }) {
  const { t, word, code, number } = useText()
  const { query } = usePlace()
  const { asOf } = readAddress(query)
  const at = asOf === null ? '' : `?asOf=${asOf}`
  const mission = useMission()
  const incident = useQuery({
    queryKey: ['incident', id, at],
    queryFn: ({ signal }) =>
      ask<Item<IncidentDocument>>(`/api/v1/incidents/${encodeURIComponent(id)}${at}`, { signal }),
  })
  const refusal = incident.error ?? mission.failureReason
  if (refusal !== null) {
    return (
      <div className="incident">
        <h1>{t('web.page.incident')}</h1>
        <RefusalNote refusal={refusal} />
        <Link href="/situation">{t('web.page.situation')}</Link>
      </div>
    )
  }
  if (incident.data === undefined || mission.data === undefined) {
    return (
      <div className="incident" aria-busy="true">
        <h1>{t('web.page.incident')}</h1>
        <p className="quiet">{t('web.frame.loading')}</p>
      </div>
    )
  }
  const { document, start, end, since } = incident.data
  const { timeZone } = mission.data
  const [startMs, endMs] = [Date.parse(start), Date.parse(end)]
  const likeliest = document.hypotheses?.reduce((best, one) =>
    one.probability > best.probability ? one : best,
  )
  return (
    <article className="incident">
      <nav aria-label={t('web.incident.path')}>
        <Link href={`/situation?incident=${id}${at.replace('?', '&')}`}>{t('web.incident.back')}</Link>
      </nav>
      {asOf === null ? null : (
        <p role="status" className="as-of-note">
          {t('web.as-of.past', { size: asOf })} <Link href={`/incidents/${id}`}>{t('web.as-of.now')}</Link>
        </p>
      )}
      <header className="incident-head">
        <h1>
          <HypothesisGlyph hypothesis={likeliest?.hypothesis} />{' '}
          {likeliest === undefined
            ? t('web.page.incident')
            : t('web.incident.likeliest', { hypothesis: likeliest.hypothesis })}
        </h1>
        <p className="incident-likelihood">
          {document.likelihood === undefined
            ? t('web.situation.likelihood-untold')
            : t('web.incident.military', {
                band: toLikelihood(document.likelihood.probability).band,
                probability: document.likelihood.probability,
              })}
        </p>
        <dl className="facts">
          <dt>{t('web.clock.mission')}</dt>
          <dd>
            {code(
              `${minuteIn(startMs, timeZone)} – ${minuteIn(endMs, timeZone)} ${offsetOf(startMs, timeZone)}`,
            )}
          </dd>
          <dt>{code('UTC')}</dt>
          <dd>{code(`${minuteIn(startMs, 'UTC')} – ${minuteIn(endMs, 'UTC')}`)}</dd>
          <dt>{t('web.incident.id')}</dt>
          <dd className="digest">{code(id)}</dd>
          <dt>{t('web.incident.since')}</dt>
          <dd>{number(since)}</dd>
          {document.means === undefined ? null : (
            <>
              <dt>{t('web.incident.means')}</dt>
              <dd>{document.means.map((one) => word('means', one)).join(t('web.list.comma'))}</dd>
            </>
          )}
          {document.independentSources === undefined ? null : (
            <>
              <dt>{t('web.incident.sources')}</dt>
              <dd>{number(document.independentSources)}</dd>
            </>
          )}
        </dl>
      </header>
      <div className="incident-columns">
        <div>
          <ContributionLedger reasons={document.reasons ?? []} mission={mission.data} />
          <HypothesisBars hypotheses={document.hypotheses ?? []} />
          <ProvisionResults results={document.results ?? []} mission={mission.data} />
          <IncidentViolations id={id} start={start} end={end} asOf={asOf} />
        </div>
        <div>
          <section aria-labelledby="incident-place">
            <h2 id="incident-place">{t('web.incident.place')}</h2>
            {document.geometry === undefined ? (
              <p>{t('web.incident.no-place')}</p>
            ) : (
              <>
                <p>
                  {code(
                    `${document.geometry.center.latitude.toFixed(4)}, ${document.geometry.center.longitude.toFixed(4)}`,
                  )}
                  <span className="quiet">
                    {' '}
                    {t('web.incident.ellipse', {
                      major: Math.round(document.geometry.semiMajorMeters),
                      minor: Math.round(document.geometry.semiMinorMeters),
                      azimuth: Math.round(document.geometry.azimuthDegrees),
                    })}
                  </span>
                </p>
                <ErrorFence instead={<p>{t('web.map.missing')}</p>}>
                  <Suspense fallback={<div className="incident-map" aria-busy="true" />}>
                    <IncidentMap mission={mission.data} geometry={document.geometry} />
                  </Suspense>
                </ErrorFence>
              </>
            )}
          </section>
          <ObservationList members={document.members ?? []} at={at} timeZone={timeZone} />
        </div>
      </div>
    </article>
  )
}
