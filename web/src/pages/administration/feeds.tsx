// SPDX-License-Identifier: Apache-2.0
import { isSilent, useFeeds } from '../../api/feeds.ts'
import { mayDo, useSession } from '../../api/session.tsx'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { Moment, Section, useSpan } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { FeedTokens } from './feed-tokens.tsx'

/** Every feed with when anything last came of it. */
export function Feeds() {
  const { t, code, number } = useText()
  const session = useSession()
  const span = useSpan()
  const { data, error } = useFeeds()
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
              <th>{t('web.feeds.expected')}</th>
            </tr>
          </thead>
          <tbody>
            {data?.items.map((feed) => (
              <tr key={feed.id}>
                <td>{code(feed.id)}</td>
                <td>{code(feed.source)}</td>
                <td>{number(feed.originals)}</td>
                <td>{feed.lastReceivedAt === null ? '—' : <Moment at={feed.lastReceivedAt} />}</td>
                <td>
                  {feed.ageSeconds === null ? t('proceeding.never') : span(feed.ageSeconds)}
                  {isSilent(feed) ? <strong className="lacking"> {t('proceeding.silent')}</strong> : null}
                </td>
                <td>{feed.expectedEverySeconds === null ? '—' : span(feed.expectedEverySeconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayDo(session, 'issue-feed-tokens') ? <FeedTokens feeds={data?.items ?? []} /> : null}
    </Section>
  )
}
