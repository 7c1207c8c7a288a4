// SPDX-License-Identifier: Apache-2.0
import { formatInstant, HOUR_MS, toInstant, type Instant } from '#kernel'

/**
 * A list of what happened in one window of event time is published three times by itself, with more known each time, and a last time by
 * a person who has looked at it: the order of the International Data Centre's event lists (SEL1, SEL2, SEL3, then the Reviewed Event
 * Bulletin). Windows are the quarters of a UTC day: what falls into one is little enough for a person to review.
 */
export const LIST_WINDOW_MS = 6 * HOUR_MS

/** Kind of list and how long after the end of its window it closes, in the order of their closing. */
export const AUTOMATIC_LISTS = [
  { kind: 'auto-1h', closesAfterMs: HOUR_MS },
  { kind: 'auto-4h', closesAfterMs: 4 * HOUR_MS },
  { kind: 'auto-6h', closesAfterMs: 6 * HOUR_MS },
] as const

export const LIST_KINDS = ['auto-1h', 'auto-4h', 'auto-6h', 'reviewed'] as const
export type ListKind = (typeof LIST_KINDS)[number]

/** A span of event time; its end belongs to the next. */
export interface ListWindow {
  readonly start: Instant
  readonly end: Instant
}

/** A list that is due or was published: which, and of which window. */
export interface PlannedList {
  readonly id: string
  readonly kind: ListKind
  readonly window: ListWindow
  /** When it closes; for a reviewed list, from when on it may. */
  readonly dueAt: Instant
}

/** The window that a moment falls into. */
export const listWindowOf = (at: Instant): ListWindow => {
  const start = Math.floor(at / LIST_WINDOW_MS) * LIST_WINDOW_MS
  return { start: toInstant(start), end: toInstant(start + LIST_WINDOW_MS) }
}

/** `auto-1h-2026-06-24T06Z`. */
export const listIdOf = (kind: ListKind, { start }: ListWindow): string =>
  `${kind}-${formatInstant(start).slice(0, 13)}Z`

/** The automatic lists that close from the window of `first` on until `now`, in the order of their closing. */
export function automaticListsDue(first: Instant, now: Instant): readonly PlannedList[] {
  const due: PlannedList[] = []
  for (let window = listWindowOf(first); window.end < now; window = listWindowOf(window.end)) {
    for (const { kind, closesAfterMs } of AUTOMATIC_LISTS) {
      const dueAt = toInstant(window.end + closesAfterMs)
      if (dueAt <= now) due.push({ id: listIdOf(kind, window), kind, window, dueAt })
    }
  }
  return due.sort((a, b) => a.dueAt - b.dueAt || a.window.start - b.window.start)
}

/** The reviewed list of the window that begins then, or null where no window does. */
export function reviewedList(start: Instant): PlannedList | null {
  const window = listWindowOf(start)
  if (window.start !== start) return null
  const dueAt = toInstant(window.end + AUTOMATIC_LISTS[2].closesAfterMs)
  return { id: listIdOf('reviewed', window), kind: 'reviewed', window, dueAt }
}

/** A window of event time with the lists of it that were published. */
export interface WindowMark {
  readonly window: ListWindow
  readonly published: readonly ListKind[]
}

/** With more windows than this in sight, a mark for each tells nothing. */
const MOST_WINDOWS = 60

/** The windows that touch a span, with what of each was published; none where they are too many to be told apart. */
export function windowMarks(
  from: Instant,
  to: Instant,
  lists: readonly { readonly start: Instant; readonly kind: string }[],
): readonly WindowMark[] {
  if ((to - from) / LIST_WINDOW_MS > MOST_WINDOWS) return []
  const marks: WindowMark[] = []
  for (let window = listWindowOf(from); window.start <= to; window = listWindowOf(window.end)) {
    const found = lists.filter(({ start }) => start === window.start).map(({ kind }) => kind)
    marks.push({ window, published: LIST_KINDS.filter((kind) => found.includes(kind)) })
  }
  return marks
}

/** The automatic lists that close after a moment, the next first: of windows that have ended, and of the one that is under way. */
export function nextClosings(now: Instant): readonly PlannedList[] {
  const planned: PlannedList[] = []
  const longest = AUTOMATIC_LISTS[2].closesAfterMs
  const first = listWindowOf(toInstant(now - longest - LIST_WINDOW_MS))
  for (let window = first; window.start <= now; window = listWindowOf(window.end)) {
    for (const { kind, closesAfterMs } of AUTOMATIC_LISTS) {
      const dueAt = toInstant(window.end + closesAfterMs)
      if (dueAt > now) planned.push({ id: listIdOf(kind, window), kind, window, dueAt })
    }
  }
  return planned.sort((a, b) => a.dueAt - b.dueAt || a.window.start - b.window.start)
}
