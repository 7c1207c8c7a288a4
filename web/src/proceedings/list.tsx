// SPDX-License-Identifier: Apache-2.0
import { Button, Loader } from '@mantine/core'
import type { ReactNode } from 'react'

import { RefusalNote } from '../app/refusal-note.tsx'
import { keepInAddress, Link, usePlace } from '../app/router.tsx'
import { useText } from '../text/use-text.tsx'
import { useProceedings, type ProceedingName, type Row } from './proceeding-api.ts'
import { Moment, State } from './shown.tsx'

/** Boxes to tick, one for each state; what is ticked is kept in the address. */
export function StateFilter({ states }: { readonly states: readonly string[] }) {
  const { t, word } = useText()
  const { query } = usePlace()
  const chosen = (query.get('state') ?? '').split(',').filter((one) => states.includes(one))
  return (
    <fieldset className="filter">
      <legend>{t('proceeding.states')}</legend>
      {states.map((state) => (
        <label key={state} className={chosen.includes(state) ? 'chip chip-on' : 'chip'}>
          <input
            type="checkbox"
            checked={chosen.includes(state)}
            onChange={({ currentTarget }) =>
              keepInAddress({
                state: (currentTarget.checked
                  ? [...chosen, state]
                  : chosen.filter((one) => one !== state)
                ).join(','),
                cursor: null,
              })
            }
          />
          {word('proceeding-state', state)}
        </label>
      ))}
    </fieldset>
  )
}

/** A page of proceedings as a table, with the next one where there is more. */
export function ProceedingTable({
  name,
  states,
  hrefOf,
  about,
}: {
  readonly name: ProceedingName
  readonly states: readonly string[]
  readonly hrefOf: (id: string) => string
  /** One more column. */
  readonly about?: { readonly title: string; readonly cell: (row: Row) => ReactNode }
}) {
  const { t, code, number } = useText()
  const { query } = usePlace()
  const state = query.get('state')
  const { data, error, isPending } = useProceedings(name, state === '' ? null : state, query.get('cursor'))
  return (
    <>
      <StateFilter states={states} />
      <RefusalNote refusal={error} />
      {isPending ? <Loader size="sm" aria-label={t('web.frame.loading')} /> : null}
      {data === undefined ? null : (
        <>
          <p className="quiet">
            {t('proceeding.shown', { shown: data.items.length, atLeast: number(data.total.atLeast) })}
          </p>
          <div className="scroll" role="region" aria-label={t('proceeding.list')} tabIndex={0}>
            <table className="rows">
              <thead>
                <tr>
                  <th>{t('proceeding.id')}</th>
                  <th>{t('proceeding.state')}</th>
                  <th>{t('proceeding.happened')}</th>
                  <th>{t('proceeding.changed')}</th>
                  <th>{t('proceeding.due')}</th>
                  {about === undefined ? null : <th>{about.title}</th>}
                </tr>
              </thead>
              <tbody>
                {data.items.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <Link href={hrefOf(row.id)}>{code(row.id.slice(0, 12))}</Link>
                    </td>
                    <td>
                      <State of={row.summary.state} />
                    </td>
                    <td>
                      <Moment at={row.summary.from} />
                    </td>
                    <td>
                      <Moment at={row.summary.changedAt} />
                    </td>
                    <td>{row.summary.dueAt === null ? '—' : <Moment at={row.summary.dueAt} />}</td>
                    {about === undefined ? null : <td>{about.cell(row)}</td>}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {data.items.length === 0 ? <p>{t('proceeding.nothing-here')}</p> : null}
          {data.next === null ? null : (
            <Button variant="default" onClick={() => keepInAddress({ cursor: data.next })}>
              {t('proceeding.more')}
            </Button>
          )}
        </>
      )}
    </>
  )
}

/** One proceeding or why it is not there, with the way back. */
export function Loaded<T>({
  answer,
  children,
}: {
  readonly answer: { readonly data: T | undefined; readonly error: unknown }
  readonly children: (data: T) => ReactNode
}) {
  const { t } = useText()
  if (answer.data !== undefined) return children(answer.data)
  return answer.error === null ? (
    <Loader size="sm" aria-label={t('web.frame.loading')} />
  ) : (
    <RefusalNote refusal={answer.error} />
  )
}
