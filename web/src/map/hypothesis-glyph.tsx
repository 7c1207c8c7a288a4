// SPDX-License-Identifier: Apache-2.0
import { useComputedColorScheme } from '@mantine/core'

import { markOf, type Shape } from './hypothesis-marks.ts'

const PATHS: Readonly<Record<Shape, string>> = {
  circle: 'M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  triangle: 'M8 2.2 14 13H2z',
  diamond: 'M8 1.6 14.4 8 8 14.4 1.6 8z',
  square: 'M3 3h10v10H3z',
  ring: 'M8 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z',
  plus: 'M6.2 2h3.6v4.2H14v3.6H9.8V14H6.2V9.8H2V6.2h4.2z',
}

/** The mark of a hypothesis as the map draws it, beside its word. */
export function HypothesisGlyph({ hypothesis }: { readonly hypothesis: string | undefined }) {
  const scheme = useComputedColorScheme('light')
  const mark = markOf(hypothesis)
  const color = mark[scheme]
  const isRing = mark.shape === 'ring'
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className="glyph">
      <path
        d={PATHS[mark.shape]}
        fill={isRing ? 'none' : color}
        stroke={isRing ? color : 'none'}
        strokeWidth={isRing ? 2.6 : 0}
      />
    </svg>
  )
}
