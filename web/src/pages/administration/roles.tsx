// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'

import { ask } from '../../api/ask.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { Section, useTermNames } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

/** As GET /api/v1/roles answers. */
export interface RolesAnswer {
  readonly actions: readonly string[]
  readonly needsSecondFactor: readonly string[]
  readonly roles: readonly {
    readonly role: string
    readonly compartments: readonly string[]
    readonly actions: readonly string[]
  }[]
}

export const useRoles = () =>
  useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => ask<RolesAnswer>('/api/v1/roles', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Role by action, as the service decides by it. */
export function Roles() {
  const { t, word } = useText()
  const { audience } = useTermNames()
  const { data, error } = useRoles()
  const compartment = (kind: string): string =>
    kind === 'party' ? t('administration.audience-party') : audience(kind)
  return (
    <Section title={t('administration.roles')} note={t('administration.roles-note')}>
      <RefusalNote refusal={error} />
      {data === undefined ? null : (
        <div className="scroll" role="region" aria-label={t('administration.roles')} tabIndex={0}>
          <table className="rows roles">
            <thead>
              <tr>
                <th scope="col">{t('administration.action')}</th>
                {data.roles.map(({ role }) => (
                  <th key={role} scope="col">
                    {word('role', role)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{t('administration.compartments')}</th>
                {data.roles.map(({ role, compartments }) => (
                  <td key={role} className="quiet">
                    {compartments.map(compartment).join(t('web.list.comma'))}
                  </td>
                ))}
              </tr>
              {data.actions.map((action) => (
                <tr key={action}>
                  <th scope="row">
                    {word('action', action)}
                    {data.needsSecondFactor.includes(action) ? (
                      <span role="img" aria-label={t('administration.second-factor')}>
                        {' ②'}
                      </span>
                    ) : null}
                  </th>
                  {data.roles.map(({ role, actions }) => (
                    <td key={role}>
                      {actions.includes(action) ? (
                        <span role="img" aria-label={t('administration.yes')}>
                          ●
                        </span>
                      ) : (
                        <span role="img" className="quiet" aria-label={t('administration.no')}>
                          –
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}
