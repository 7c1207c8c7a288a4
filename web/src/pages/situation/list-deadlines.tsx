// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { memo, useEffect, useState } from 'react'

import { toInstant } from '#kernel'
import { nextClosings, windowMarks } from '#reports/lists/list-plan'

import { ask } from '../../api/ask.ts'
import { missionNow } from '../../api/exercise.ts'
import { minuteIn } from '../../text/mission-time.ts'
import { useText } from '../../text/use-text.tsx'

interface Lists {
  readonly items: readonly { readonly start: string; readonly document: { readonly kind?: string } }[]
}

interface ListMarksProps {
  readonly fromMs: number
  readonly toMs: number
  readonly timeZone: string
  readonly asOf: number | null
}

const CHECKED_EVERY_MS = 60_000
const MOST_LISTS = 240
/** Where the hour begins in `2026-06-24 14:05`. */
const MINUTES_FROM = 11

/** Under the timeline: each window of lists, filled by how many of its lists were published. */
export const ListMarks = memo(function ListMarks({ fromMs, toMs, timeZone, asOf }: ListMarksProps) {
  const { t, word, code } = useText()
  const span = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
  const { data } = useQuery({
    queryKey: ['list-marks', span.from, span.to, asOf],
    queryFn: ({ signal }) => {
      const asked = { ...span, limit: String(MOST_LISTS), ...(asOf === null ? {} : { asOf: String(asOf) }) }
      return ask<Lists>(`/api/v1/lists?${new URLSearchParams(asked).toString()}`, { signal })
    },
    ...(asOf === null ? { refetchInterval: CHECKED_EVERY_MS } : {}),
  })
  const lists = data?.items.map(({ start, document }) => ({
    start: toInstant(Date.parse(start)),
    kind: document.kind ?? '',
  }))
  const marks = lists === undefined ? [] : windowMarks(toInstant(fromMs), toInstant(toMs), lists)
  const shareOf = (ms: number): number => Math.min(1, Math.max(0, (ms - fromMs) / Math.max(1, toMs - fromMs)))
  return (
    <ul className="list-marks" aria-label={t('web.deadlines.windows')}>
      {marks.map(({ window, published }) => {
        const [start, end] = [shareOf(window.start) * 100, shareOf(window.end) * 100]
        const what =
          published.length === 0
            ? t('web.deadlines.none-published')
            : published.map((kind) => word('list-kind', kind)).join(t('web.list.comma'))
        const text = `${code(`${minuteIn(window.start, timeZone)} – ${minuteIn(window.end, timeZone)}`)}: ${what}`
        return (
          <li
            key={window.start}
            className={`list-mark list-mark-${published.length}`}
            style={{ insetInlineStart: `${start}%`, inlineSize: `${end - start}%` }}
            title={text}
          >
            <span className="unseen">{text}</span>
          </li>
        )
      })}
    </ul>
  )
})

/** Which list closes next, and when, by the mission's own time. */
export const NextList = memo(function NextList({ timeZone }: { readonly timeZone: string }) {
  const { t, word, code } = useText()
  const [nowMs, setNow] = useState(missionNow)
  useEffect(() => {
    const timer = window.setInterval(() => setNow(missionNow()), CHECKED_EVERY_MS)
    return () => window.clearInterval(timer)
  }, [])
  const [next] = nextClosings(toInstant(nowMs))
  if (next === undefined) return null
  const { kind, window: of, dueAt } = next
  return (
    <span
      className="quiet next-list"
      title={code(`${minuteIn(of.start, timeZone)} – ${minuteIn(of.end, timeZone)}`)}
    >
      {t('web.deadlines.next')} {code(minuteIn(dueAt, timeZone).slice(MINUTES_FROM))} (
      {word('list-kind', kind)})
    </span>
  )
})
