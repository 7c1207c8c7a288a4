// SPDX-License-Identifier: Apache-2.0
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'

import { toLikelihood } from '#kernel'

import { missionNow } from '../../api/exercise.ts'
import { goTo } from '../../app/router.tsx'
import { HypothesisGlyph } from '../../map/hypothesis-glyph.tsx'
import { NOT_KNOWN } from '../../situation/incident-columns.ts'
import type { Situation } from '../../situation/situation-store.ts'
import { minuteIn, offsetOf } from '../../text/mission-time.ts'
import { useText } from '../../text/use-text.tsx'

const ROW_PIXELS = 46
/** As high as the list is on paper (situation.css). */
const PAPER = { top: 0, height: 12 * ROW_PIXELS }
/** Rows drawn beyond what is seen, so that scrolling shows no gap. */
const MARGIN_ROWS = 3
/** More than any screen shows at once. */
const MOST_ROWS_IN_SIGHT = 256
/** Beyond this, browsers lose count of pixels; the list then shows its first rows and says so. */
const MOST_ROWS = 200_000

interface IncidentListProps {
  readonly situation: Situation
  /** Of the mission's official time; null until it is known. */
  readonly timeZone: string | null
  readonly asOf: number | null
  readonly selected: number | null
  readonly onSelect: (row: number | null) => void
}

/** The incidents that the filter leaves, in order; only the rows in sight exist. */
export const IncidentList = memo(function IncidentList({
  situation,
  timeZone: officialZone,
  asOf,
  selected,
  onSelect,
}: IncidentListProps) {
  const timeZone = officialZone ?? 'UTC'
  const { t, code } = useText()
  const { order, names } = situation
  const box = useRef<HTMLDivElement>(null)
  const [scroll, setScroll] = useState({ top: 0, height: 600 })
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(() =>
      setScroll({ top: element.scrollTop, height: element.clientHeight }),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const [isPrinted, setPrinted] = useState(false)
  useEffect(() => {
    // Paper holds more than was in sight, and begins with the first.
    let top = 0
    const whole = (): void => {
      top = box.current?.scrollTop ?? 0
      flushSync(() => setPrinted(true))
      box.current?.scrollTo(0, 0)
    }
    const asBefore = (): void => {
      setPrinted(false)
      box.current?.scrollTo(0, top)
    }
    window.addEventListener('beforeprint', whole)
    window.addEventListener('afterprint', asBefore)
    return () => {
      window.removeEventListener('beforeprint', whole)
      window.removeEventListener('afterprint', asBefore)
    }
  }, [])
  const sight = isPrinted ? PAPER : scroll
  const shown = Math.min(order.length, MOST_ROWS)
  const first = Math.max(0, Math.floor(sight.top / ROW_PIXELS) - MARGIN_ROWS)
  const last = Math.min(shown, Math.ceil((sight.top + sight.height) / ROW_PIXELS) + MARGIN_ROWS)
  const inSight = useMemo(() => Array.from(order.subarray(first, last)), [order, first, last])
  const position = useMemo(() => (selected === null ? -1 : order.indexOf(selected)), [order, selected])
  const bringIntoSight = (place: number): void => {
    const element = box.current
    if (element === null) return
    const top = place * ROW_PIXELS
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + ROW_PIXELS > element.scrollTop + element.clientHeight)
      element.scrollTop = top + ROW_PIXELS - element.clientHeight
  }
  const move = (place: number): void => {
    const row = order[Math.min(shown - 1, Math.max(0, place))]
    if (row === undefined) return
    onSelect(row)
    bringIntoSight(Math.min(shown - 1, Math.max(0, place)))
  }
  const press = (event: KeyboardEvent): void => {
    const rowsInSight = Math.max(1, Math.floor(scroll.height / ROW_PIXELS) - 1)
    const to: Readonly<Record<string, number>> = {
      ArrowDown: position + 1,
      ArrowUp: position - 1,
      PageDown: position + rowsInSight,
      PageUp: position - rowsInSight,
      Home: 0,
      End: shown - 1,
    }
    const place = to[event.key]
    if (place !== undefined) {
      event.preventDefault()
      return move(place)
    }
    if (event.key === 'Escape') return onSelect(null)
    const id = selected === null ? undefined : names.get(selected)
    if (event.key === 'Enter' && id !== undefined) goTo(pathOfIncident(id, asOf))
  }
  const zoneLabel = offsetOf(situation.columns.startMs[order[0] ?? 0] ?? missionNow(), timeZone)
  return (
    <>
      <p className="list-head quiet">
        {officialZone === null ? null : t('web.situation.times-in')} {code(zoneLabel)}
      </p>
      <div
        ref={box}
        className="list"
        role="listbox"
        tabIndex={0}
        aria-label={t('web.situation.list')}
        aria-activedescendant={position >= first && position < last ? `incident-row-${selected}` : undefined}
        onScroll={({ currentTarget }) =>
          setScroll({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })
        }
        onKeyDown={press}
      >
        <div className="list-space" role="presentation" style={{ blockSize: shown * ROW_PIXELS }}>
          {inSight.map((row, n) => (
            <IncidentRow
              // By its place: when the order changes, rows take other words and none is made anew.
              key={(first + n) % MOST_ROWS_IN_SIGHT}
              situation={situation}
              row={row}
              timeZone={timeZone}
              top={(first + n) * ROW_PIXELS}
              place={first + n + 1}
              of={order.length}
              isSelected={row === selected}
              onSelect={onSelect}
            />
          ))}
        </div>
        {order.length === 0 && situation.isLoaded ? (
          <p className="list-empty" role="option" aria-selected="false">
            {t('web.situation.nothing')}
          </p>
        ) : null}
      </div>
    </>
  )
})

interface RowProps {
  readonly situation: Situation
  readonly row: number
  readonly timeZone: string
  readonly top: number
  readonly place: number
  readonly of: number
  readonly isSelected: boolean
  readonly onSelect: (row: number) => void
}

function IncidentRow({ situation, row, timeZone, top, place, of, isSelected, onSelect }: RowProps) {
  const { columns, hypotheses } = situation
  const kind = columns.hypothesis[row]!
  return (
    // The list has the focus and the keys; a row is only pointed at.
    <div
      id={`incident-row-${row}`}
      className="list-row"
      role="option"
      aria-selected={isSelected}
      aria-posinset={place}
      aria-setsize={of}
      style={{ insetBlockStart: top }}
      onClick={() => {
        onSelect(row)
        requestAnimationFrame(showCard)
      }}
    >
      <RowWords
        name={kind === NOT_KNOWN ? undefined : hypotheses[kind]}
        probability={columns.probability[row]!}
        startMs={columns.startMs[row]!}
        latitude={columns.latitude[row]!}
        longitude={columns.longitude[row]!}
        timeZone={timeZone}
      />
    </div>
  )
}

/** On a narrow page the list lies far below the map, and what was pointed at is shown there; whoever goes by keys stays in the list. */
const showCard = (): void => document.querySelector('.selected')?.scrollIntoView({ block: 'nearest' })

interface RowWordsProps {
  readonly name: string | undefined
  readonly probability: number
  readonly startMs: number
  readonly latitude: number
  readonly longitude: number
  readonly timeZone: string
}

/** What a row says, worked out anew only where one of its figures changed: a row's place changes far more often. */
const RowWords = memo(function RowWords(props: RowWordsProps) {
  const { name, probability, startMs, latitude, longitude, timeZone } = props
  const { t, word, code } = useText()
  return (
    <>
      <HypothesisGlyph hypothesis={name} />
      <span className="list-what">
        {name === undefined ? t('web.situation.untold') : word('hypothesis', name)}
      </span>
      <span className="list-when">{code(minuteIn(startMs, timeZone))}</span>
      <span className="list-likelihood quiet">
        {probability < 0
          ? t('web.situation.likelihood-untold')
          : t('web.situation.military', { band: toLikelihood(probability).band, probability })}
      </span>
      <span className="list-where quiet">{placeText(latitude, longitude, code)}</span>
    </>
  )
})

/** Where all of an incident is said, as it is known now or was at a size of the log. */
export const pathOfIncident = (id: string, asOf: number | null): string =>
  `/incidents/${id}${asOf === null ? '' : `?asOf=${asOf}`}`

/** `47.62, 32.76`, latitude first as people write it; a dash where there is no place. */
export const placeText = (latitude: number, longitude: number, code: (text: string) => string): string =>
  Number.isNaN(latitude) ? '–' : code(`${latitude.toFixed(2)}, ${longitude.toFixed(2)}`)
