// SPDX-License-Identifier: Apache-2.0
import type { CaseDocument, WeighedEvidence } from '../../proceedings/case-document.ts'
import { Section, Signature, Words } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

/** A hypothesis in words: those that every case weighs have them in the catalogues. */
export function useHypothesisWords(state: CaseDocument): (id: string) => string {
  const { word, name } = useText()
  return (id) => {
    const statement = state.hypotheses.find(({ hypothesis }) => hypothesis === id)?.statement ?? ''
    return statement === '' ? word('proceeding-hypothesis', id) : name(statement)
  }
}

/** Each way it may have been, what was weighed for it and against it, and what would show that it was not so. */
export function Hypotheses({ state }: { readonly state: CaseDocument }) {
  const { t } = useText()
  const wordsOf = useHypothesisWords(state)
  return (
    <Section title={t('proceeding.hypotheses')} note={t('proceeding.hypotheses-note')}>
      <div className="scroll" role="region" aria-label={t('proceeding.hypotheses')} tabIndex={0}>
        <table className="rows matrix">
          <thead>
            <tr>
              <th scope="col">{t('proceeding-field.hypothesis')}</th>
              <th scope="col">{t('proceeding.evidence-for')}</th>
              <th scope="col">{t('proceeding.evidence-against')}</th>
              <th scope="col">{t('proceeding.evidence-neither')}</th>
            </tr>
          </thead>
          <tbody>
            {state.hypotheses.map(({ hypothesis, disprovedBy }) => {
              const of = state.weighed.filter((one) => one.hypothesis === hypothesis)
              return (
                <tr key={hypothesis}>
                  <th scope="row">
                    {wordsOf(hypothesis)}
                    {disprovedBy === '' ? null : (
                      <p className="quiet">
                        {t('proceeding-field.disprovedBy')}: <bdi>{disprovedBy}</bdi>
                      </p>
                    )}
                    {of.length === 0 ? <p className="lacking">{t('proceeding.unweighed')}</p> : null}
                  </th>
                  {(['for', 'against', 'neither'] as const).map((weighs) => (
                    <td key={weighs}>
                      <Evidence items={of.filter((one) => one.weighs === weighs)} />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Evidence({ items }: { readonly items: readonly WeighedEvidence[] }) {
  const { t, word, code } = useText()
  if (items.length === 0) return <span className="quiet">—</span>
  return (
    <ul className="plain-list">
      {items.map(({ evidence, source, information, note, person, at }) => (
        <li key={`${evidence.id} ${at} ${person}`}>
          <Words>{note}</Words>
          <span className="quiet">
            {word('proceeding-choice', evidence.kind)}{' '}
            <bdi title={evidence.id}>{code(evidence.id.slice(0, 12))}</bdi>
          </span>
          <span className="grade">
            {t('proceeding-field.source')}: {word('proceeding-grade', source)}
          </span>
          <span className="grade">
            {t('proceeding-field.information')}: {word('proceeding-grade', information)}
          </span>
          <Signature by={person} at={at} />
        </li>
      ))}
    </ul>
  )
}
