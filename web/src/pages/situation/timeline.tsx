// SPDX-License-Identifier: Apache-2.0
import { Button, useComputedColorScheme } from '@mantine/core'
import { memo, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'

import type { Situation } from '../../situation/situation-store.ts'
import { minuteIn, offsetOf } from '../../text/mission-time.ts'
import { useText } from '../../text/use-text.tsx'
import type { SituationAddress } from './address-filter.ts'
import { ListMarks, NextList } from './list-deadlines.tsx'
import { clearTimeline, drawTimeline, timelineColors, type TimelineColors } from './draw-timeline.ts'
import { useReplay } from './replay.ts'

interface TimelineProps {
  readonly situation: Situation
  readonly timeZone: string
  readonly asOf: number | null
  readonly fromMs: number | null
  readonly toMs: number | null
  readonly onChange: (part: Partial<SituationAddress>) => void
  /** The interval under a hand that is moving: everything is cut to it at once, and `onChange` follows when the hand rests. */
  readonly onBrush: (fromMs: number | null, toMs: number | null) => void
  readonly isResting: boolean
}

type Edge = 'fromMs' | 'toMs'

interface Interval {
  readonly fromMs: number | null
  readonly toMs: number | null
}

interface Drag {
  readonly edge: Edge | 'new'
  readonly anchorMs: number
  /** Where the track is, asked for once: each asking would have the page laid out. */
  readonly box: DOMRect
  isMoved: boolean
}

/** A step of the keyboard, as a share of the whole span; a page is ten. */
const STEP_SHARE = 0.01
/** A hand that clicks moves less than this, as a share of the whole span. */
const CLICK_SHARE = 0.003

/** When incidents began, how many at a time, and the interval that everything is cut to; time runs in the direction of reading. */
export const Timeline = memo(function Timeline({
  situation,
  timeZone,
  asOf,
  fromMs,
  toMs,
  onChange,
  onBrush,
  isResting,
}: TimelineProps) {
  const { t, code, direction } = useText()
  const scheme = useComputedColorScheme('light')
  const canvas = useRef<HTMLCanvasElement>(null)
  const track = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const colors = useRef<(TimelineColors & { readonly scheme: string }) | null>(null)
  const dragging = useRef<Drag | null>(null)
  const { density } = situation
  const isSettled = situation.isLoaded || situation.refusal !== null
  const whole = density ?? { fromMs: 0, toMs: 1 }
  const [brushed, setBrushed] = useState<Interval | null>(null)
  const shown = brushed ?? { fromMs, toMs }
  const within = (ms: number): number => Math.min(whole.toMs, Math.max(whole.fromMs, ms))
  const from = within(shown.fromMs ?? whole.fromMs)
  const to = within(shown.toMs ?? whole.toMs)
  const span = Math.max(1, whole.toMs - whole.fromMs)
  const shareOf = (ms: number): number => Math.min(1, Math.max(0, (ms - whole.fromMs) / span))
  const replay = useReplay({ whole, fromMs: from, toMs: to, onChange })

  useEffect(() => {
    const element = track.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (canvas.current === null || width === 0) return
    if (density === null) return clearTimeline(canvas.current)
    if (colors.current?.scheme !== scheme) colors.current = { ...timelineColors(canvas.current), scheme }
    const isMirrored = direction === 'rtl'
    drawTimeline(canvas.current, {
      density,
      fromMs: from,
      toMs: to,
      width,
      isMirrored,
      colors: colors.current,
    })
  }, [density, from, to, width, direction, scheme])

  useEffect(() => {
    if (isResting && brushed !== null) onChange(brushed)
  }, [isResting, brushed, onChange])

  const timeAt = (clientX: number, box: DOMRect): number => {
    if (box.width === 0) return whole.fromMs
    const share = Math.min(1, Math.max(0, (clientX - box.left) / box.width))
    return whole.fromMs + (direction === 'rtl' ? 1 - share : share) * span
  }
  const between = (a: number, b: number): Interval => {
    const [early, late] = a <= b ? [a, b] : [b, a]
    return {
      fromMs: early <= whole.fromMs ? null : Math.round(early),
      toMs: late >= whole.toMs ? null : Math.round(late),
    }
  }
  const set = (a: number, b: number): void => onChange(between(a, b))
  const grab = (event: PointerEvent<HTMLDivElement>): void => {
    if (density === null || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    // Without the mouse events that would follow: for each of them the map asks where it lies, which has the page laid out.
    event.preventDefault()
    const edge = event.target instanceof HTMLElement ? event.target.dataset['edge'] : undefined
    if (edge !== undefined && event.target instanceof HTMLElement) event.target.focus()
    const box = event.currentTarget.getBoundingClientRect()
    dragging.current =
      edge === 'fromMs'
        ? { box, edge, anchorMs: to, isMoved: false }
        : edge === 'toMs'
          ? { box, edge, anchorMs: from, isMoved: false }
          : { box, edge: 'new', anchorMs: timeAt(event.clientX, box), isMoved: false }
  }
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const held = dragging.current
    if (held === null) return
    held.isMoved = true
    const interval = between(held.anchorMs, timeAt(event.clientX, held.box))
    setBrushed(interval)
    onBrush(interval.fromMs, interval.toMs)
  }
  const drop = (event: PointerEvent<HTMLDivElement>): void => {
    const held = dragging.current
    dragging.current = null
    if (held === null || (held.edge !== 'new' && !held.isMoved)) return
    const at = timeAt(event.clientX, held.box)
    // A click without a brush shows everything again.
    const isClick = held.edge === 'new' && Math.abs(at - held.anchorMs) < span * CLICK_SHARE
    const interval = isClick ? { fromMs: null, toMs: null } : between(held.anchorMs, at)
    setBrushed(null)
    // Where the address has it already, it is the store alone that must hear of it.
    onBrush(interval.fromMs, interval.toMs)
    onChange(interval)
  }
  const press = (edge: Edge) => (event: KeyboardEvent) => {
    const later = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const earlier = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
    const steps: Readonly<Record<string, number>> = {
      [later]: 1,
      [earlier]: -1,
      ArrowUp: 1,
      ArrowDown: -1,
      PageUp: 10,
      PageDown: -10,
    }
    const step = steps[event.key]
    if (event.key === 'Escape') return onChange({ fromMs: null, toMs: null })
    const isEnd = event.key === 'Home' || event.key === 'End'
    if (step === undefined && !isEnd) return
    event.preventDefault()
    const moved = isEnd ? (event.key === 'Home' ? -span : span) : (step ?? 0) * STEP_SHARE * span
    if (edge === 'fromMs') set(Math.min(to, from + moved), to)
    else set(from, Math.max(from, to + moved))
  }
  const handle = (edge: Edge, ms: number, label: string) => (
    <div
      className="timeline-handle"
      role="slider"
      tabIndex={0}
      data-edge={edge}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={1000}
      aria-valuenow={Math.round(shareOf(ms) * 1_000)}
      aria-valuetext={minuteIn(ms, timeZone)}
      // Moved without laying anything out.
      style={{ transform: `translateX(${(direction === 'rtl' ? -1 : 1) * shareOf(ms) * width}px)` }}
      onKeyDown={press(edge)}
    />
  )
  const isCut = fromMs !== null || toMs !== null
  return (
    <div className="timeline">
      <div className="timeline-head">
        <span>
          {density === null
            ? t(isSettled ? 'web.timeline.empty' : 'web.frame.loading')
            : code(`${minuteIn(from, timeZone)} – ${minuteIn(to, timeZone)} ${offsetOf(from, timeZone)}`)}
        </span>
        <span className="quiet">{t('web.timeline.what')}</span>
        <span className="grow" />
        <TimelineButtons
          isPlaying={replay.isPlaying}
          isEmpty={density === null}
          isCut={isCut}
          onToggle={replay.toggle}
          onChange={onChange}
        />
      </div>
      <div
        ref={track}
        className="timeline-track"
        onPointerDown={grab}
        onPointerMove={drag}
        onPointerUp={drop}
      >
        <canvas ref={canvas} aria-hidden="true" />
        {density === null ? null : (
          <>
            {handle('fromMs', from, t('web.timeline.from'))}
            {handle('toMs', to, t('web.timeline.to'))}
          </>
        )}
      </div>
      {density === null ? null : (
        <ListMarks fromMs={whole.fromMs} toMs={whole.toMs} timeZone={timeZone} asOf={asOf} />
      )}
      <div className="timeline-ends quiet">
        <span>{density === null ? '' : code(minuteIn(whole.fromMs, timeZone))}</span>
        {asOf === null ? <NextList timeZone={timeZone} /> : null}
        <span>{density === null ? '' : code(minuteIn(whole.toMs, timeZone))}</span>
      </div>
    </div>
  )
})

interface TimelineButtonsProps extends Pick<TimelineProps, 'onChange'> {
  readonly isPlaying: boolean
  readonly isEmpty: boolean
  readonly isCut: boolean
  readonly onToggle: () => void
}

/** Apart from the interval, which moves with the hand. */
const TimelineButtons = memo(function TimelineButtons(props: TimelineButtonsProps) {
  const { isPlaying, isEmpty, isCut, onToggle, onChange } = props
  const { t } = useText()
  return (
    <>
      <Button variant="default" size="compact-xs" onClick={onToggle} disabled={isEmpty}>
        {t(isPlaying ? 'web.replay.stop' : 'web.replay.play')}
      </Button>
      <Button
        variant="default"
        size="compact-xs"
        disabled={!isCut}
        onClick={() => onChange({ fromMs: null, toMs: null })}
      >
        {t('web.timeline.all')}
      </Button>
    </>
  )
})
