// SPDX-License-Identifier: Apache-2.0
import { Button, NumberInput } from '@mantine/core'
import { memo, useState } from 'react'

import { useText } from '../../text/use-text.tsx'

interface AsOfSwitchProps {
  /** Size of the log that is shown. */
  readonly shownSize: number | null
  readonly asOf: number | null
  readonly isRefused: boolean
  readonly onChange: (asOf: number | null) => void
}

/** Now, or what was known when the public log had a certain size. */
export const AsOfSwitch = memo(function AsOfSwitch(props: AsOfSwitchProps) {
  const { shownSize, asOf, isRefused, onChange } = props
  const { t } = useText()
  const [wanted, setWanted] = useState<number | null>(asOf)
  return (
    <form
      className={asOf === null ? 'as-of' : 'as-of as-of-past'}
      onSubmit={(event) => {
        event.preventDefault()
        onChange(wanted)
      }}
    >
      <NumberInput
        size="xs"
        label={t('web.as-of.label')}
        description={t('web.as-of.what')}
        dir="ltr"
        min={0}
        step={100}
        allowDecimal={false}
        allowNegative={false}
        value={wanted ?? shownSize ?? ''}
        onChange={(value) => setWanted(typeof value === 'number' ? value : null)}
      />
      <div className="as-of-buttons">
        <Button type="submit" variant="default" disabled={wanted === null}>
          {t('web.as-of.show')}
        </Button>
        <Button
          variant={asOf === null ? 'default' : 'filled'}
          disabled={asOf === null}
          onClick={() => {
            setWanted(null)
            onChange(null)
          }}
        >
          {t('web.as-of.now')}
        </Button>
      </div>
      {asOf === null || isRefused ? null : (
        <p role="status" className="as-of-note">
          {t('web.as-of.past', { size: asOf })}
        </p>
      )}
    </form>
  )
})
