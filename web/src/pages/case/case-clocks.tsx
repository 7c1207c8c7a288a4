// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '#responses/clock'

import { BothClocks, Standing } from '../../proceedings/clocks.tsx'
import { Section } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

/** How every span that any ladder knows stands, from the breach and from first knowledge, before anyone says whose ladder holds. */
export function CaseClocks({
  clocks,
}: {
  readonly clocks: readonly (Clock & { readonly withinHours: number })[]
}) {
  const { t } = useText()
  if (clocks.length === 0) return null
  return (
    <Section title={t('proceeding.clocks')} note={t('proceeding.clocks-note')}>
      {clocks.map((clock) => (
        <article key={clock.withinHours} className="card" data-within={clock.withinHours}>
          <h3>
            {t('proceeding.clock-hours', { hours: clock.withinHours })} <Standing clock={clock} />
          </h3>
          <BothClocks clock={clock} />
        </article>
      ))}
    </Section>
  )
}
