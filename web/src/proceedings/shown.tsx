// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext, type ReactNode } from 'react'

import { useMission } from '../api/mission.ts'
import { useSession } from '../api/session.tsx'
import { minuteIn } from '../text/mission-time.ts'
import { useText } from '../text/use-text.tsx'
import type { Place } from './case-document.ts'
import { usePeopleNames, type NamedPerson } from './proceeding-api.ts'

/** A moment in mission time and in UTC; each says which it is. */
export function Moment({ at }: { readonly at: string }) {
  const { code, t } = useText()
  const zone = useMission().data?.timeZone ?? 'UTC'
  const ms = Date.parse(at)
  return (
    <time dateTime={at} className="moment">
      {zone === 'UTC' ? null : (
        <span title={t('web.clock.mission')}>{code(`${minuteIn(ms, zone)} ${zone}`)}</span>
      )}
      <span className={zone === 'UTC' ? '' : 'quiet'}>{code(`${minuteIn(ms, 'UTC')} UTC`)}</span>
    </time>
  )
}

/** Coordinates in degrees, always left to right. */
export function At({ place, within }: { readonly place: Place; readonly within?: number }) {
  const { code, t, number } = useText()
  return (
    <span>
      {code(`${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`)}
      {within === undefined ? null : (
        <span className="quiet"> {t('proceeding.within-km', { kilometres: number(within) })}</span>
      )}
    </span>
  )
}

/** What a person wrote: in whatever language, its direction is its own. */
export function Words({ children }: { readonly children: string }) {
  return (
    <p className="words" dir="auto">
      {children}
    </p>
  )
}

/** Why something was corrected: what the service says as a code is in the words of the page, what a person wrote in their own. */
export function CorrectionReason({ reason }: { readonly reason: string }) {
  const { word } = useText()
  return <Words>{reason === 'evidence-withdrawn' ? word('proceeding-reason', reason) : reason}</Words>
}

const NamesContext = createContext<ReadonlyMap<string, NamedPerson>>(new Map())

const idsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return /^[0-9a-f]{32}$/.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(idsIn)
}

/** Gives everything below it the names of the people that a document speaks of. */
export function PeopleOf({
  document,
  children,
}: {
  readonly document: unknown
  readonly children: ReactNode
}) {
  const { data } = usePeopleNames(idsIn(document))
  const names = new Map((data?.items ?? []).map((one) => [one.id, one]))
  return <NamesContext value={names}>{children}</NamesContext>
}

/** A person by name where the reader may have it; else a short form of their id. */
export function Person({ id }: { readonly id: string }) {
  const { name, code, t } = useText()
  const { person } = useSession()
  const known = useContext(NamesContext).get(id)
  if (id === 'service') return <span>{t('proceeding.the-service')}</span>
  return (
    <span title={id}>
      {known === undefined ? code(id.slice(0, 8)) : name(known.name)}
      {known === undefined ? null : <span className="quiet"> {code(known.nation)}</span>}
      {id === person.id ? <span className="quiet"> {t('proceeding.you')}</span> : null}
    </span>
  )
}

/** Who and when, under what somebody signed. */
export function Signature({ by, at }: { readonly by: string; readonly at: string }) {
  return (
    <span className="signature">
      <Person id={by} /> · <Moment at={at} />
    </span>
  )
}

export function State({ of }: { readonly of: string }) {
  const { word } = useText()
  return <span className={`state state-${of}`}>{word('proceeding-state', of)}</span>
}

/** Name of a party, a provision or a step in the language of the page. */
export function useTermNames(): {
  party(id: string | null): string
  provision(id: string): string
  /** Of the ladder for breaches by this party; terms of other days may have had steps that have no name now. */
  step(breachingParty: string | null, id: string): string
  audience(name: string): string
} {
  const { language, name, code, t } = useText()
  const mission = useMission().data
  const named = (
    list: readonly { readonly id: string; readonly names: Readonly<Record<string, string>> }[] | undefined,
    id: string,
  ) => {
    const found = list?.find((one) => one.id === id)?.names[language]
    return found === undefined ? code(id) : name(found)
  }
  const party = (id: string | null): string =>
    id === null ? t('proceeding.nobody') : named(mission?.parties, id)
  return {
    party,
    provision: (id) => named(mission?.provisions, id),
    step: (breachingParty, id) =>
      named(mission?.ladders.find((one) => one.breachingParty === breachingParty)?.steps, id),
    audience(given) {
      if (given.startsWith('party:')) return party(given.slice(6))
      switch (given) {
        case 'public':
          return t('proceeding.audience-public')
        case 'mechanism':
          return t('proceeding.audience-mechanism')
        case 'commission':
          return t('proceeding.audience-commission')
        case 'coalition':
          return t('proceeding.audience-coalition')
        default:
          return code(given)
      }
    },
  }
}

/** A span of time in hours and minutes, such as `26 h 05 min`. */
export function useSpan(): (seconds: number) => string {
  const { t, number } = useText()
  return (seconds) => {
    const minutes = Math.floor(Math.abs(seconds) / 60)
    return t('proceeding.span', { hours: number(Math.floor(minutes / 60)), minutes: number(minutes % 60) })
  }
}

export function Section({
  title,
  children,
  note,
}: {
  readonly title: string
  readonly note?: string
  readonly children: ReactNode
}) {
  return (
    <section className="section">
      <h2>{title}</h2>
      {note === undefined ? null : <p className="quiet">{note}</p>}
      {children}
    </section>
  )
}

/** A list of names and values. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
