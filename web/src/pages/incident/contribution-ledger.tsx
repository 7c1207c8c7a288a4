// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '#kernel'

import type { Mission } from '../../api/mission.ts'
import { reasonText } from '../../text/reason-text.ts'
import { useText } from '../../text/use-text.tsx'

interface ContributionLedgerProps {
  readonly reasons: readonly Reason[]
  readonly mission: Mission
  /** Tells it from other ledgers on the same page. */
  readonly name?: string
}

/** Every contribution with its weight, in words and as a bar, and what they come to. */
export function ContributionLedger({ reasons, mission, name = 'ledger' }: ContributionLedgerProps) {
  const text = useText()
  const { t, number } = text
  const weighed = reasons.filter(({ logOdds }) => logOdds !== undefined)
  const unweighed = reasons.filter(({ logOdds }) => logOdds === undefined)
  const most = Math.max(1, ...weighed.map(({ logOdds = 0 }) => Math.abs(logOdds)))
  const sum = weighed.reduce((total, { logOdds = 0 }) => total + logOdds, 0)
  const signed = (value: number): string => {
    const shown = Math.round(value * 100) / 100
    return text.code(`${shown > 0 ? '+' : shown < 0 ? '−' : ''}${Math.abs(shown).toFixed(2)}`)
  }
  return (
    <section aria-labelledby={name}>
      <h2 id={name}>{t('web.ledger.title')}</h2>
      {reasons.length === 0 ? <p>{t('web.ledger.untold')}</p> : null}
      {weighed.length === 0 ? null : (
        <table className="ledger">
          <caption className="quiet">{t('web.ledger.what')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('web.ledger.reason')}</th>
              <th scope="col" className="ledger-bar-head">
                <span>{t('web.ledger.against')}</span>
                <span>{t('web.ledger.for')}</span>
              </th>
              <th scope="col">{t('web.ledger.weight')}</th>
            </tr>
          </thead>
          <tbody>
            {weighed.map((reason, n) => (
              // The same reason may stand twice; nothing tells them apart but their place.
              <tr key={n}>
                <td>{reasonText(reason, text, mission)}</td>
                <td>
                  <Bar share={(reason.logOdds ?? 0) / most} />
                </td>
                <td className="ledger-number">{signed(reason.logOdds ?? 0)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{t('web.ledger.sum')}</td>
              <td />
              <td className="ledger-number">{signed(sum)}</td>
            </tr>
          </tfoot>
        </table>
      )}
      {unweighed.length === 0 ? null : (
        <>
          <h3>
            {t('web.ledger.unweighed')} <span className="quiet">{number(unweighed.length)}</span>
          </h3>
          <ul>
            {unweighed.map((reason) => (
              <li key={`${reason.code} ${JSON.stringify(reason.params)}`}>
                {reasonText(reason, text, mission)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** From the middle towards the end of reading where it speaks for, towards the start where it speaks against. */
function Bar({ share }: { readonly share: number }) {
  const size = `${Math.abs(share) * 50}%`
  return (
    <div className="ledger-bar" aria-hidden="true">
      <span
        className={share >= 0 ? 'bar-for' : 'bar-against'}
        style={
          share >= 0
            ? { insetInlineStart: '50%', inlineSize: size }
            : { insetInlineEnd: '50%', inlineSize: size }
        }
      />
    </div>
  )
}
