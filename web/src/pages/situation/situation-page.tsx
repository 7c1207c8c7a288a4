// SPDX-License-Identifier: Apache-2.0
import './situation.css'
import { Alert, Loader } from '@mantine/core'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { useMission } from '../../api/mission.ts'
import { ErrorFence } from '../../app/error-fence.tsx'
import { lazyPart } from '../../app/lazy-page.ts'
import { RefusalNote, sayProblem } from '../../app/refusal-note.tsx'
import { usePlace } from '../../app/router.tsx'
import { useSituation, useSituationStore } from '../../situation/situation-store.ts'
import { useText } from '../../text/use-text.tsx'
import { isFiltered, readAddress, toFilter, writeAddress, type SituationAddress } from './address-filter.ts'
import { AsOfSwitch } from './as-of-switch.tsx'
import { FeedsPanel } from './feeds-panel.tsx'
import { FilterPanel } from './filter-panel.tsx'
import { IncidentList } from './incident-list.tsx'
import { SelectedIncident } from './selected-incident.tsx'
import { SummaryStrip } from './summary-strip.tsx'
import { Timeline } from './timeline.tsx'
import { useHand, useUnhurried } from './use-unhurried.ts'

const SituationMap = lazyPart(async () => (await import('./situation-map.tsx')).SituationMap)

/** A brush moves faster than an address may change. */
const ADDRESS_AFTER_MS = 400

/** Where it happened, when, how likely what; the map, the list, the timeline and the count of incidents go by one filter. */
export function SituationPage() {
  const text = useText()
  const { t } = text
  const { query } = usePlace()
  const [address, setAddress] = useState(() => readAddress(query))
  const mission = useMission()
  const store = useSituationStore(address.asOf)
  const hand = useHand()
  const handOnMap = useHand()
  // While the map is moved, nobody reads what stands beside it.
  const situation = useSituation(store, handOnMap.isMoving)
  const { hypotheses } = situation
  // A brush changes every row many times a second: the list follows when the hand rests.
  const listed = useUnhurried(situation, hand.isMoving)
  const filter = useMemo(
    () => toFilter(address, hypotheses),
    [address.fromMs, address.toMs, address.hidden, address.leastProbability, hypotheses],
  )
  const { sort } = address

  useEffect(() => {
    const timer = window.setTimeout(() => writeAddress(address), ADDRESS_AFTER_MS)
    return () => window.clearTimeout(timer)
  }, [address])
  useEffect(() => {
    if (hypotheses.length > 0) store?.filter(filter, sort)
  }, [store, filter, sort, hypotheses])
  // What a brush only passed was not put in order; where it came to rest is.
  useEffect(() => {
    if (hand.isMoving) return () => store?.filter(store.currentFilter(), sort)
    return undefined
  }, [store, sort, hand.isMoving])

  const brush = useCallback(
    (fromMs: number | null, toMs: number | null) => {
      hand.moved()
      store?.filter({ ...filter, fromMs, toMs }, sort, true)
    },
    [hand.moved, store, filter, sort],
  )
  const change = useCallback(
    (part: Partial<SituationAddress>) => setAddress((before) => ({ ...before, ...part })),
    [],
  )
  const changeAsOf = useCallback((asOf: number | null) => change({ asOf }), [change])
  const [selectedRow, setSelectedRow] = useState<number | null>(null)
  const select = useCallback(
    (row: number | null) => {
      setSelectedRow(row)
      if (row === null) change({ selected: null })
    },
    [change],
  )
  const selectedName = selectedRow === null ? undefined : situation.names.get(selectedRow)
  useEffect(() => {
    if (selectedName !== undefined) change({ selected: selectedName })
    else if (selectedRow !== null) store?.name([selectedRow])
  }, [selectedName, selectedRow, change, store])
  const { isLoaded, columns, count, refusal } = situation
  // What is read at once is drawn first: beginning a map keeps the page for half a second.
  const [isMapDue, setMapDue] = useState(false)
  const isFirstSeen = isLoaded || count > 0 || refusal !== null
  useEffect(() => {
    if (isFirstSeen) setMapDue(true)
  }, [isFirstSeen])
  // Opened anew, rows are others: what was chosen is looked for by its id.
  useEffect(() => setSelectedRow(null), [columns])
  const wanted = useRef<string | null>(null)
  wanted.current = address.selected
  useEffect(() => {
    if (!isLoaded || wanted.current === null || store === null) return
    void store.find(wanted.current).then((row) => {
      if (row !== null) select(row)
    })
  }, [isLoaded, store, select])

  return (
    <div className="situation">
      <h1 className="unseen">{t('web.page.situation')}</h1>
      <SummaryStrip
        incidents={isLoaded || count > 0 ? count : undefined}
        connection={situation.connection}
        asOf={address.asOf}
        isFiltered={isFiltered(filter)}
      />
      <section className="situation-side" aria-label={t('web.situation.list')}>
        <FilterPanel
          hypotheses={hypotheses}
          byHypothesis={listed.byHypothesis}
          hidden={address.hidden}
          leastProbability={address.leastProbability}
          sort={sort}
          onChange={change}
        />
        <IncidentList
          situation={listed}
          timeZone={mission.data?.timeZone ?? null}
          asOf={address.asOf}
          selected={selectedRow}
          onSelect={select}
        />
      </section>
      <section className="situation-map" aria-label={t('web.situation.map')}>
        {mission.data === undefined && mission.failureReason !== null ? (
          <RefusalNote refusal={mission.failureReason} />
        ) : mission.data === undefined || store === null || !isMapDue ? (
          <div className="waiting">
            <Loader size="sm" aria-label={t('web.frame.loading')} />
          </div>
        ) : (
          <ErrorFence instead={<p className="map-failed">{t('web.map.missing')}</p>}>
            <Suspense fallback={<div className="waiting" aria-busy="true" />}>
              <SituationMap
                mission={mission.data}
                store={store}
                hypotheses={hypotheses}
                asOf={address.asOf}
                selected={selectedRow}
                onSelect={select}
                onMoved={handOnMap.moved}
              />
            </Suspense>
          </ErrorFence>
        )}
        <SelectedIncident
          situation={situation}
          row={selectedRow}
          timeZone={mission.data?.timeZone ?? 'UTC'}
          asOf={address.asOf}
          onClose={() => select(null)}
        />
        {refusal === null ? null : (
          <Alert color="red" role="alert" className="situation-refusal">
            {refusal === 'query-unusable' && address.asOf !== null
              ? t('web.as-of.beyond', { size: address.asOf })
              : sayProblem(text, refusal)}
          </Alert>
        )}
      </section>
      <section className="situation-foot" aria-label={t('web.situation.time')}>
        <Timeline
          situation={situation}
          timeZone={mission.data?.timeZone ?? 'UTC'}
          asOf={address.asOf}
          fromMs={address.fromMs}
          toMs={address.toMs}
          onChange={change}
          onBrush={brush}
          isResting={!hand.isMoving}
        />
        <AsOfSwitch
          shownSize={situation.asOf}
          asOf={address.asOf}
          isRefused={refusal === 'query-unusable'}
          onChange={changeAsOf}
        />
        <FeedsPanel />
      </section>
    </div>
  )
}
