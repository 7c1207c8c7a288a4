// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'

import { ask } from '../../api/ask.ts'
import { mayDo, useSession } from '../../api/session.tsx'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { Section } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { SecondFactor } from '../administration/second-factor.tsx'
import { HoldForm } from './hold-form.tsx'
import { MaterialEntry } from './material-entry.tsx'
import { MATERIALS_PATH, type Material } from './material.ts'

/** What people told, for those who look after it, with two factors: nothing here says who told it or when. */
export function HumanSourcesPage() {
  const { t } = useText()
  const session = useSession()
  const isOpen = mayDo(session, 'handle-sources')
  return (
    <div className="desk">
      <h1>{t('human-source.title')}</h1>
      <p className="quiet">{t('human-source.note')}</p>
      {isOpen ? <Materials /> : <SecondFactor />}
    </div>
  )
}

function Materials() {
  const { t } = useText()
  const queries = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['human-sources'],
    queryFn: ({ signal }) => ask<{ readonly items: readonly Material[] }>(MATERIALS_PATH, { signal }),
  })
  const again = (): void => void queries.invalidateQueries({ queryKey: ['human-sources'] })
  return (
    <Section title={t('human-source.held')}>
      <HoldForm onHeld={again} />
      <RefusalNote refusal={error} />
      {data?.items.length === 0 ? <p>{t('proceeding.nothing-here')}</p> : null}
      {data?.items.map((material) => (
        <MaterialEntry key={material.id} material={material} onChanged={again} />
      ))}
    </Section>
  )
}
