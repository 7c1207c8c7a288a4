// SPDX-License-Identifier: Apache-2.0
import { memo } from 'react'

import { ApiProblem } from '../../api/api-problem.ts'
import { isSilent, useFeeds, type Feed } from '../../api/feeds.ts'
import { useMission } from '../../api/mission.ts'
import { minuteIn, offsetOf } from '../../text/mission-time.ts'
import { useText, type Text } from '../../text/use-text.tsx'

/** How fresh each feed is; silence is something that is known, so it is said and not left blank. */
export const FeedsPanel = memo(function FeedsPanel() {
  const text = useText()
  const { t, code, number } = text
  const zone = useMission().data?.timeZone ?? 'UTC'
  const feeds = useFeeds()
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
                <th>{t('web.feeds.expected')}</th>
                <th>{t('web.feeds.originals')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((feed) => (
                <tr key={feed.id} className={isSilent(feed) ? 'feed-silent' : undefined}>
                  <td>{code(feed.id)}</td>
                  <td>
                    {sayAge(text, feed.ageSeconds)}
                    {isSilent(feed) ? <strong> {saySilence(text, feed, zone)}</strong> : null}
                  </td>
                  <td>{sayExpected(text, feed.expectedEverySeconds)}</td>
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

function saySilence({ t, code }: Text, { silentSince }: Feed, zone: string): string {
  if (silentSince === null) return t('web.feeds.silent')
  const ms = Date.parse(silentSince)
  return `${t('web.feeds.silent-since')} ${code(`${minuteIn(ms, zone)} ${offsetOf(ms, zone)}`)}`
}

const sayExpected = ({ t }: Text, seconds: number | null): string =>
  seconds === null
    ? t('web.feeds.nothing-expected')
    : t('web.feeds.every-hours', { count: Math.round(seconds / 3_600) })

function sayAge({ t }: Text, seconds: number | null): string {
  if (seconds === null) return t('web.feeds.never')
  if (seconds < 90) return t('web.age.seconds', { count: Math.round(seconds) })
  if (seconds < 5_400) return t('web.age.minutes', { count: Math.round(seconds / 60) })
  if (seconds < 172_800) return t('web.age.hours', { count: Math.round(seconds / 3_600) })
  return t('web.age.days', { count: Math.round(seconds / 86_400) })
}
