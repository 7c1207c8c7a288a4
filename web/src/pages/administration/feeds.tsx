// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'

import { ask } from '../../api/ask.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { Moment, Section, useSpan } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

interface FeedsAnswer {
  readonly items: readonly {
    readonly id: string
    readonly source: string
    readonly originals: number
    readonly lastReceivedAt: string | null
    readonly ageSeconds: number | null
  }[]
}

/** A feed that has given nothing for so long is called silent here, too. */
const SILENT_SECONDS = 24 * 3_600

/** Every feed with when anything last came of it. */
export function Feeds() {
  const { t, code, number } = useText()
  const span = useSpan()
  const { data, error } = useQuery({
    queryKey: ['feeds'],
    queryFn: ({ signal }) => ask<FeedsAnswer>('/api/v1/feeds', { signal }),
    refetchInterval: 30_000,
  })
  return (
    <Section title={t('proceeding.feeds')}>
      <RefusalNote refusal={error} />
      {data?.items.length === 0 ? <p>{t('proceeding.nothing-here')}</p> : null}
      <div className="scroll" role="region" aria-label={t('proceeding.feeds')} tabIndex={0}>
        <table className="rows">
          <thead>
            <tr>
              <th>{t('proceeding.feed')}</th>
              <th>{t('proceeding.format')}</th>
              <th>{t('proceeding.originals')}</th>
              <th>{t('proceeding.last-received')}</th>
              <th>{t('proceeding.age')}</th>
            </tr>
          </thead>
          <tbody>
            {data?.items.map(({ id, source, originals, lastReceivedAt, ageSeconds }) => (
              <tr key={id}>
                <td>{code(id)}</td>
                <td>{code(source)}</td>
                <td>{number(originals)}</td>
                <td>{lastReceivedAt === null ? '—' : <Moment at={lastReceivedAt} />}</td>
                <td>
                  {ageSeconds === null ? t('proceeding.never') : span(ageSeconds)}
                  {ageSeconds !== null && ageSeconds > SILENT_SECONDS ? (
                    <strong className="lacking"> {t('proceeding.silent')}</strong>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">{t('administration.token-note')}</p>
      <code className="command" dir="ltr">
        marsad token issue --feed firms-north --data mission
      </code>
    </Section>
  )
}
