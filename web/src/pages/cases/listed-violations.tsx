// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState } from 'react'

import { RefusalNote } from '../../app/refusal-note.tsx'
import { useListedViolations } from '../../proceedings/listed-violation.ts'
import { Section } from '../../proceedings/shown.tsx'
import { ViolationTable } from '../../proceedings/violation-table.tsx'
import { useText } from '../../text/use-text.tsx'

const PAGE_ITEMS = 20

/** What the machine listed and a person may make a case of. */
export function ListedViolations() {
  const { t, number } = useText()
  const [cursor, setCursor] = useState<string | null>(null)
  const { data, error } = useListedViolations({ cursor, limit: PAGE_ITEMS })
  const next = data?.next ?? null
  return (
    <Section title={t('proceeding.listed')} note={t('proceeding.listed-note')}>
      <RefusalNote refusal={error} />
      {data === undefined ? null : (
        <>
          <p className="quiet">
            {t('proceeding.shown', { shown: data.items.length, atLeast: number(data.total.atLeast) })}
          </p>
          {data.items.length === 0 ? (
            <p>{t('proceeding.nothing-here')}</p>
          ) : (
            <ViolationTable items={data.items} label={t('proceeding.listed')} />
          )}
        </>
      )}
      {next === null ? null : (
        <Button variant="default" onClick={() => setCursor(next)}>
          {t('proceeding.more')}
        </Button>
      )}
    </Section>
  )
}
