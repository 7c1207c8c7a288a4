// SPDX-License-Identifier: Apache-2.0
import { useText } from '../text/use-text.tsx'
import type { Vote } from './response-document.ts'
import { Signature, Words } from './shown.tsx'

/** Who voted how; a dissent is kept in the words of whoever has it. */
export function VoteList({ votes }: { readonly votes: readonly Vote[] }) {
  const { t, word } = useText()
  if (votes.length === 0) return null
  return (
    <>
      <h4>{t('proceeding.votes')}</h4>
      <ul className="plain-list">
        {votes.map(({ person, vote, dissent, at }) => (
          <li key={person}>
            <strong className={`vote-${vote}`}>{word('proceeding-choice', vote)}</strong>{' '}
            <Signature by={person} at={at} />
            {dissent === null ? null : (
              <blockquote>
                <span className="quiet">{t('proceeding-field.dissent')}</span>
                <Words>{dissent}</Words>
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
