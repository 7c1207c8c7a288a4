// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { memo } from 'react'

import { ApiProblem } from '../../api/api-problem.ts'
import { ask } from '../../api/ask.ts'
import { useText, type Text } from '../../text/use-text.tsx'

interface Feed {
  readonly id: string
  readonly source: string
  readonly originals: number
  readonly lastReceivedAt: string | null
  readonly ageSeconds: number | null
}

const CHECKED_EVERY_MS = 20_000
/** The slowest regular feed, a day's file, has had its turn twice. */
const SILENT_SECONDS = 48 * 3_600

/** How fresh each feed is; silence is something that is known, so it is said and not left blank. */
export const FeedsPanel = memo(function FeedsPanel() {
  const text = useText()
  const { t, code, number } = text
  const feeds = useQuery({
    queryKey: ['feeds'],
    queryFn: ({ signal }) => ask<{ readonly items: readonly Feed[] }>('/api/v1/feeds', { signal }),
    refetchInterval: CHECKED_EVERY_MS,
  })
  if (feeds.error instanceof ApiProblem && feeds.error.code === 'not-allowed') return null
  const items = feeds.data?.items ?? []
  return (
    <section className="feeds" aria-labelledby="feeds-title">
      <h2 id="feeds-title">{t('web.feeds.title')}</h2>
      {feeds.data !== undefined && items.length === 0 ? <p className="quiet">{t('web.feeds.none')}</p> : null}
      {items.length === 0 ? null : (
        <div className="feeds-scroll" tabIndex={0} role="group" aria-labelledby="feeds-title">
          <table>
            <thead>
              <tr>
                <th>{t('web.feeds.feed')}</th>
                <th>{t('web.feeds.last')}</th>
                <th>{t('web.feeds.originals')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((feed) => (
                <tr key={feed.id} className={isSilent(feed) ? 'feed-silent' : undefined}>
                  <td>{code(feed.id)}</td>
                  <td>
                    {sayAge(text, feed.ageSeconds)}
                    {isSilent(feed) ? <strong> {t('web.feeds.silent')}</strong> : null}
                  </td>
                  <td>{number(feed.originals)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
})

const isSilent = ({ ageSeconds }: Feed): boolean => ageSeconds === null || ageSeconds > SILENT_SECONDS

function sayAge({ t }: Text, seconds: number | null): string {
  if (seconds === null) return t('web.feeds.never')
  if (seconds < 90) return t('web.age.seconds', { count: Math.round(seconds) })
  if (seconds < 5_400) return t('web.age.minutes', { count: Math.round(seconds / 60) })
  if (seconds < 172_800) return t('web.age.hours', { count: Math.round(seconds / 3_600) })
  return t('web.age.days', { count: Math.round(seconds / 86_400) })
}
