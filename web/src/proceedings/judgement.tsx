// SPDX-License-Identifier: Apache-2.0
import { formatLikelihood } from '#messages'
import { toLikelihood } from '#kernel'

import type { Judgement as JudgementOf, Outcome as OutcomeOf } from './case-document.ts'
import { Signature, Words } from './shown.tsx'
import { useText } from '../text/use-text.tsx'

/** What a case came to, with its reason. */
export function Outcome({ outcome }: { readonly outcome: OutcomeOf }) {
  const { word } = useText()
  const reasons = [outcome.reason, outcome.permitted].filter((one) => one !== undefined)
  return (
    <span className={`outcome outcome-${outcome.kind}`}>
      {word('proceeding-outcome', outcome.kind)}
      {reasons.map((one) => (
        <span key={one} className="quiet">
          {' '}
          · {word('proceeding-reason', one)}
        </span>
      ))}
    </span>
  )
}

/** How likely it is and, apart from it, how good the basis of that is. */
export function LikelihoodAndConfidence({
  probability,
  confidence,
}: {
  readonly probability: number
  readonly confidence: string
}) {
  const { t, word, language } = useText()
  return (
    <dl className="facts">
      <div>
        <dt>{t('proceeding.likelihood')}</dt>
        <dd>{formatLikelihood(language, toLikelihood(probability))}</dd>
      </div>
      <div>
        <dt>{t('proceeding.confidence')}</dt>
        <dd>{word('proceeding-choice', confidence)}</dd>
      </div>
    </dl>
  )
}

/** A draft or a review: outcome, the two grades apart, grounds, who and when. */
export function Judgement({ title, judgement }: { readonly title: string; readonly judgement: JudgementOf }) {
  const { t } = useText()
  return (
    <article className="card">
      <h3>
        {title} <Outcome outcome={judgement.outcome} />
      </h3>
      <LikelihoodAndConfidence probability={judgement.probability} confidence={judgement.confidence} />
      <Words>{judgement.grounds}</Words>
      {judgement.singleMeansBecause === undefined ? null : (
        <>
          <h4>{t('proceeding-field.singleMeansBecause')}</h4>
          <Words>{judgement.singleMeansBecause}</Words>
        </>
      )}
      <Signature by={judgement.person} at={judgement.at} />
    </article>
  )
}
