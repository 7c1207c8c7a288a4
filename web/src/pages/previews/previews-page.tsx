// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { ask } from '../../api/ask.ts'
import { useMission } from '../../api/mission.ts'
import { mayDo, useSession } from '../../api/session.tsx'
import { RefusalNote } from '../../app/refusal-note.tsx'
import type { FindingDocument, MessageDocument } from '../../proceedings/case-document.ts'
import { FindingView, MessageView } from '../../proceedings/outgoing-view.tsx'
import { At, Moment, useTermNames } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { AdministrationFrame } from '../administration/administration-frame.tsx'

const KINDS = ['incidents', 'violations', 'lists', 'observations', 'messages', 'findings'] as const
type Kind = (typeof KINDS)[number]

interface Item {
  readonly id: string
  readonly start?: string
  readonly end?: string
  readonly center?: { readonly latitude: number; readonly longitude: number } | null
  readonly visibleFrom?: string
  readonly document: Readonly<Record<string, unknown>>
}

interface PreviewPage {
  readonly items: readonly Item[]
  readonly next: string | null
  readonly total: { readonly atLeast: number }
}

/** Somebody else's list, asked for only when the button is pressed, since looking is on record. */
export function PreviewsPage() {
  const { t, word } = useText()
  const { audience } = useTermNames()
  const mission = useMission().data
  const session = useSession()
  const { compartment } = session.person
  const seesAll = compartment === 'mechanism' || mayDo(session, 'release')
  const audiences = seesAll
    ? [
        'public',
        ...(mission?.parties ?? []).map(({ id }) => `party:${id}`),
        'coalition',
        'commission',
        'mechanism',
      ]
    : ['public', compartment]
  const [chosen, setChosen] = useState<{ readonly audience: string; readonly kind: Kind }>({
    audience: 'public',
    kind: 'incidents',
  })
  const [asked, setAsked] = useState<(typeof chosen & { readonly at: number }) | null>(null)
  const { data, error, isFetching, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ['preview', asked],
    queryFn: ({ signal, pageParam }) => {
      const query = pageParam === null ? '' : `?${new URLSearchParams({ cursor: pageParam }).toString()}`
      const path = `/api/v1/previews/${encodeURIComponent(asked!.audience)}/${asked!.kind}${query}`
      return ask<PreviewPage>(path, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: asked !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const atLeast = data?.pages[0]?.total.atLeast ?? 0
  return (
    <AdministrationFrame>
      <p className="quiet">{t('administration.previews-note')}</p>
      <form
        className="look-form"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked({ ...chosen, at: Date.now() })
        }}
      >
        <NativeSelect
          name="audience"
          label={t('administration.audience')}
          value={chosen.audience}
          data={audiences.map((value) => ({ value, label: audience(value) }))}
          onChange={({ currentTarget }) => setChosen({ ...chosen, audience: currentTarget.value })}
        />
        <NativeSelect
          name="kind"
          label={t('administration.list')}
          value={chosen.kind}
          data={KINDS.map((value) => ({ value, label: word('preview-kind', value) }))}
          onChange={({ currentTarget }) =>
            setChosen({ ...chosen, kind: KINDS.find((kind) => kind === currentTarget.value) ?? 'incidents' })
          }
        />
        <Button type="submit" loading={isFetching}>
          {t('administration.look')}
        </Button>
      </form>
      <RefusalNote refusal={error} />
      {asked === null || data === undefined ? null : (
        <section aria-label={`${audience(asked.audience)}: ${word('preview-kind', asked.kind)}`}>
          <h2>
            {audience(asked.audience)}: {word('preview-kind', asked.kind)}
          </h2>
          <p role="status" className="quiet">
            {items.length === 0
              ? t('administration.nothing-for-them')
              : t('proceeding.shown', { shown: items.length, atLeast })}
          </p>
          {items.map((item) => (
            <PreviewItem key={item.id} item={item} kind={asked.kind} />
          ))}
          {hasNextPage ? (
            <Button variant="default" loading={isFetching} onClick={() => void fetchNextPage()}>
              {t('proceeding.more')}
            </Button>
          ) : null}
        </section>
      )}
    </AdministrationFrame>
  )
}

function PreviewItem({ item, kind }: { readonly item: Item; readonly kind: Kind }) {
  const { t, code } = useText()
  const { id, start, end, center, visibleFrom, document } = item
  return (
    <article className="card" data-item={id}>
      <h3>{code(id.slice(0, 24))}</h3>
      {start === undefined || end === undefined ? null : (
        <p>
          <Moment at={start} />
          {end === start ? null : (
            <>
              {' – '}
              <Moment at={end} />
            </>
          )}
          {center === null || center === undefined ? null : (
            <>
              {' · '}
              <At place={center} />
            </>
          )}
        </p>
      )}
      {visibleFrom === undefined ? null : (
        <p className="quiet">
          {t('proceeding.visible-from')} <Moment at={visibleFrom} />
        </p>
      )}
      {kind === 'messages' ? <MessageView message={document as unknown as MessageDocument} /> : null}
      {kind === 'findings' ? <FindingView finding={document as unknown as FindingDocument} /> : null}
      <details>
        <summary>{t('administration.as-sent')}</summary>
        <pre dir="ltr" tabIndex={0}>
          {JSON.stringify(item, null, 2)}
        </pre>
      </details>
    </article>
  )
}
