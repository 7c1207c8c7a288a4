// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'
import type { ReactNode } from 'react'

import { useMission } from '../../api/mission.ts'
import { Actions } from '../../proceedings/actions.tsx'
import { namedOptions, type EventForm } from '../../proceedings/field.ts'
import { Loaded } from '../../proceedings/list.tsx'
import { useProceeding } from '../../proceedings/proceeding-api.ts'
import {
  At,
  Facts,
  Moment,
  PeopleOf,
  Section,
  Signature,
  State,
  useTermNames,
  Words,
} from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { harmForms, impedimentForms, type Harm, type Impediment } from './harm-forms.ts'

interface RecordDocument<Value> {
  readonly id: string
  readonly state: string
  readonly versions: readonly {
    readonly version: number
    readonly value: Value
    readonly person: string
    readonly at: string
    readonly correction: string | null
  }[]
  readonly withdrawn: { readonly reason: string; readonly person: string; readonly at: string } | null
}

function RecordSheet<Value>({
  name,
  id,
  title,
  show,
  formsOf,
}: {
  readonly name: 'harms' | 'impediments'
  readonly id: string
  readonly title: string
  readonly show: (value: Value) => ReactNode
  readonly formsOf: (value: Value) => Readonly<Record<string, EventForm>>
}) {
  const { t, code, number } = useText()
  const answer = useProceeding<RecordDocument<Value>>(name, id)
  return (
    <div className="desk">
      <Loaded answer={answer}>
        {({ document, actions }) => (
          <PeopleOf document={document}>
            <header className="desk-head">
              <h1>
                {title} <bdi title={id}>{code(id.slice(0, 12))}</bdi>
              </h1>
              <State of={document.state} />
            </header>
            <div className="desk-columns">
              <div className="desk-main">
                {document.withdrawn === null ? null : (
                  <Section title={t('proceeding-state.withdrawn')}>
                    <Words>{document.withdrawn.reason}</Words>
                    <Signature by={document.withdrawn.person} at={document.withdrawn.at} />
                  </Section>
                )}
                {document.versions.toReversed().map(({ version, value, person, at, correction }) => (
                  <Section key={version} title={t('proceeding.version', { version: number(version) })}>
                    {correction === null ? null : (
                      <>
                        <h3>{t('proceeding-field.correction')}</h3>
                        <Words>{correction}</Words>
                      </>
                    )}
                    {show(value)}
                    <Signature by={person} at={at} />
                  </Section>
                ))}
              </div>
              <Actions
                key={document.versions.length}
                name={name}
                id={id}
                actions={actions}
                forms={formsOf(document.versions.at(-1)!.value)}
              />
            </div>
          </PeopleOf>
        )}
      </Loaded>
    </div>
  )
}

/** One record of harm with every version it had. */
export function HarmRecordPage({ id }: { readonly id: string }) {
  const { t, word, code, number } = useText()
  return (
    <RecordSheet<Harm>
      name="harms"
      id={id}
      title={t('proceeding.harm')}
      formsOf={harmForms}
      show={(harm) => (
        <>
          <Facts
            rows={[
              [t('proceeding-field.kind'), word('proceeding-choice', harm.kind)],
              [
                t('proceeding.count'),
                harm.count.least === harm.count.most
                  ? number(harm.count.least)
                  : code(`${harm.count.least}–${harm.count.most}`),
              ],
              [
                t('proceeding-field.object'),
                harm.object === null ? '—' : word('proceeding-choice', harm.object),
              ],
              [t('proceeding-field.standing'), word('proceeding-choice', harm.standing)],
              [t('proceeding.happened'), <Moment key="a" at={harm.at} />],
              [t('proceeding.place'), <At key="p" place={harm.place} />],
              [t('proceeding.sources'), harm.sources.length === 0 ? '—' : code(harm.sources.join(', '))],
            ]}
          />
          {harm.note === '' ? null : <Words>{harm.note}</Words>}
        </>
      )}
    />
  )
}

/** One record of what kept the mission from looking. */
export function ImpedimentPage({ id }: { readonly id: string }) {
  const { t, word } = useText()
  const { party } = useTermNames()
  const parties = namedOptions(useMission().data?.parties, party)
  return (
    <RecordSheet<Impediment>
      name="impediments"
      id={id}
      title={t('proceeding.impediment')}
      formsOf={(value) => impedimentForms(value, parties)}
      show={(one) => (
        <>
          <Facts
            rows={[
              [t('proceeding-field.kind'), word('proceeding-choice', one.kind)],
              [
                t('proceeding-field.side'),
                one.side === null ? t('proceeding.side-unknown') : party(one.side),
              ],
              [t('proceeding-field.from'), <Moment key="f" at={one.from} />],
              [t('proceeding-field.until'), one.until === null ? '—' : <Moment key="u" at={one.until} />],
              [t('proceeding.place'), one.place === null ? '—' : <At key="p" place={one.place} />],
              [t('proceeding-field.asset'), one.asset === null ? '—' : <bdi key="s">{one.asset}</bdi>],
            ]}
          />
          <Words>{one.text}</Words>
        </>
      )}
    />
  )
}
