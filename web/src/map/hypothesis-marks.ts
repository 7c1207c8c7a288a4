// SPDX-License-Identifier: Apache-2.0

export type Scheme = 'light' | 'dark'

export const SHAPES = ['circle', 'triangle', 'diamond', 'square', 'ring', 'plus'] as const
export type Shape = (typeof SHAPES)[number]

interface Mark {
  readonly shape: Shape
  readonly light: string
  readonly dark: string
}

/**
 * How each hypothesis is drawn, on the map, in lists and in legends alike. Each differs from the others by shape or by lightness too, so
 * that nobody needs to tell colours apart.
 */
const MARKS: Readonly<Record<string, Mark>> = {
  shelling: { shape: 'triangle', light: '#b8321a', dark: '#ff8a6b' },
  'air-or-drone-strike': { shape: 'diamond', light: '#6d34a3', dark: '#cda6ff' },
  'other-military-activity': { shape: 'square', light: '#1f5aa8', dark: '#86b9ff' },
  'vegetation-fire': { shape: 'circle', light: '#2f7d32', dark: '#8fd27f' },
  'industrial-heat': { shape: 'ring', light: '#7a5d10', dark: '#e5c765' },
  'controlled-demolition-or-exercise': { shape: 'plus', light: '#0b6b6b', dark: '#6fd0cb' },
  accident: { shape: 'plus', light: '#6a4a3a', dark: '#d3ab95' },
  unknown: { shape: 'ring', light: '#52606b', dark: '#b4c0ca' },
}

/** For what may not be known, and for hypotheses of a later version. */
const OTHER: Mark = { shape: 'circle', light: '#52606b', dark: '#b4c0ca' }

export const markOf = (hypothesis: string | undefined): Mark => MARKS[hypothesis ?? ''] ?? OTHER

/** Red, green and blue from 0 to 1. */
export function channelsOf(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255]
}
