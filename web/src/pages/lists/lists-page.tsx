// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'

import { ask } from '../../api/ask.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { keepInAddress, usePlace } from '../../app/router.tsx'
import { Moment } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { ListCheck } from './list-check.tsx'

interface PublishedList {
  readonly id: string
  readonly start: string
  readonly end: string
  readonly document: {
    readonly kind?: string
    readonly closedAt?: string
    readonly digest?: string
    readonly journalSize?: number
  }
}

const PAGE_ITEMS = 100

/** Lists as they were published, now or as of an earlier size of the log, each to be held against the digest on record. */
export function ListsPage() {
  const { t, code, word, number } = useText()
  const { query } = usePlace()
  const asOf = query.get('asOf')
  const cursor = query.get('cursor')
  const { data, error } = useQuery({
    queryKey: ['lists', asOf, cursor],
    queryFn: ({ signal }) => {
      const given = Object.entries({ asOf, cursor }).filter((one): one is [string, string] => one[1] !== null)
      const asked = new URLSearchParams([...given, ['limit', String(PAGE_ITEMS)]]).toString()
      return ask<{
        readonly items: readonly PublishedList[]
        readonly next: string | null
        readonly asOf: number
      }>(`/api/v1/lists?${asked}`, { signal })
    },
  })
  const next = data?.next ?? null
  return (
    <div className="desk">
      <h1>{t('lists.title')}</h1>
      <p className="quiet">{t('lists.note')}</p>
      <form
        className="event-form"
        onSubmit={(event) => {
          event.preventDefault()
          const size = new FormData(event.currentTarget).get('asOf')
          keepInAddress({ asOf: typeof size === 'string' ? size.trim() : null, cursor: null })
        }}
      >
        <TextInput
          name="asOf"
          label={t('web.as-of.label')}
          description={t('web.as-of.what')}
          dir="ltr"
          inputMode="numeric"
          pattern="\d{1,15}"
          defaultValue={asOf ?? ''}
        />
        <div className="event-form-end">
          <Button type="submit" variant="default">
            {t('web.as-of.show')}
          </Button>
        </div>
      </form>
      <RefusalNote refusal={error} />
      {data === undefined ? null : (
        <>
          <p role="status">{t('lists.as-of', { size: number(data.asOf) })}</p>
          <div className="scroll" role="region" aria-label={t('lists.title')} tabIndex={0}>
            <table className="rows published">
              <thead>
                <tr>
                  <th>{t('proceeding-field.kind')}</th>
                  <th>{t('lists.window')}</th>
                  <th>{t('lists.closed')}</th>
                  <th>{t('lists.digest')}</th>
                  <th>{t('lists.check')}</th>
                </tr>
              </thead>
              <tbody>
                {data.items.map(({ id, start, end, document }) => (
                  <tr key={id} data-list={id}>
                    <td>{word('list-kind', document.kind ?? '')}</td>
                    <td>
                      <Moment at={start} /> – <Moment at={end} />
                    </td>
                    <td>{document.closedAt === undefined ? '—' : <Moment at={document.closedAt} />}</td>
                    <td>
                      <span className="digest">{code(document.digest ?? '—')}</span>
                    </td>
                    <td>
                      <ListCheck id={id} digest={document.digest ?? ''} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {data.items.length === 0 ? <p>{t('proceeding.nothing-here')}</p> : null}
          {next === null ? null : (
            <Button variant="default" onClick={() => keepInAddress({ cursor: next })}>
              {t('proceeding.more')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
