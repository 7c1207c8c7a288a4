// SPDX-License-Identifier: Apache-2.0
import { Kbd, Modal } from '@mantine/core'

import { useSessionDesk } from '../api/session.tsx'
import { useText } from '../text/use-text.tsx'
import { PAGES } from './pages.tsx'

/** What the keyboard does, everywhere and on the situation page. */
export function KeyboardHelp({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { state } = useSessionDesk()
  const reachable =
    state.kind === 'signed-in'
      ? PAGES.filter(({ navigation }) => navigation?.isFor(state.session) === true)
      : []
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['?'], t('web.help.open')],
    ...reachable.map((page) => [['g', page.navigation?.key ?? ''], t(page.title)] as const),
    [['/'], t('web.help.find')],
    [['Tab'], t('web.help.next')],
    [['↑', '↓'], t('web.help.rows')],
    [['Enter'], t('web.help.enter')],
    [['+', '−'], t('web.help.zoom')],
    [['←', '→'], t('web.help.brush')],
    [['Esc'], t('web.help.escape')],
  ]
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('web.help.title')}
      closeButtonProps={{ 'aria-label': t('web.frame.close') }}
    >
      <table className="keys">
        <tbody>
          {rows.map(([keys, what]) => (
            <tr key={keys.join(' ')}>
              <td dir="ltr">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </td>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  )
}
