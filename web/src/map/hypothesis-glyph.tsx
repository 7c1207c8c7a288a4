// SPDX-License-Identifier: Apache-2.0
import './hypothesis-glyph.css'
import { memo, type CSSProperties } from 'react'

import { markOf, type Shape } from './hypothesis-marks.ts'

const PATHS: Readonly<Record<Shape, string>> = {
  circle: 'M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  triangle: 'M8 2.2 14 13H2z',
  diamond: 'M8 1.6 14.4 8 8 14.4 1.6 8z',
  square: 'M3 3h10v10H3z',
  ring: 'M8 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z',
  plus: 'M6.2 2h3.6v4.2H14v3.6H9.8V14H6.2V9.8H2V6.2h4.2z',
}

interface HypothesisGlyphProps {
  readonly hypothesis: string | undefined
}

/** The mark of a hypothesis as the map draws it, beside its word; a style sheet chooses the colour, since a list has very many of them. */
export const HypothesisGlyph = memo(function HypothesisGlyph({ hypothesis }: HypothesisGlyphProps) {
  const { shape, light, dark } = markOf(hypothesis)
  return (
    <svg
      viewBox="0 0 16 16"
      width="14"
      height="14"
      aria-hidden="true"
      className={shape === 'ring' ? 'glyph glyph-ring' : 'glyph'}
      style={{ '--mark-light': light, '--mark-dark': dark } as CSSProperties}
    >
      <path d={PATHS[shape]} />
    </svg>
  )
})
