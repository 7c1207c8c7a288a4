// SPDX-License-Identifier: Apache-2.0
import type { ReliabilityBin } from './calibration.ts'

/** The words on the diagram, in the reader's language. */
export interface DiagramWords {
  readonly title: string
  readonly probability: string
  readonly frequency: string
}

const SIDE = 320
const MARGIN = 48
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1] as const

/** Draws what was said against what was so: on the diagonal a probability means what it says. A complete SVG document. */
export function renderReliabilityDiagram(bins: readonly ReliabilityBin[], words: DiagramWords): string {
  const size = SIDE + 2 * MARGIN
  const x = (share: number) => round(MARGIN + share * SIDE)
  const y = (share: number) => round(MARGIN + (1 - share) * SIDE)
  const most = bins.reduce((greatest, bin) => Math.max(greatest, bin.mass), 0)
  const points = bins.map((bin) => ({ ...bin, x: x(bin.meanProbability), y: y(bin.frequency) }))
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" font-family="sans-serif" font-size="11" fill="#1b2733">`,
    `<title>${escapeXml(words.title)}</title>`,
    // Paper of its own, so that a dark page around it does not swallow the words.
    `<rect width="${size}" height="${size}" fill="#fff"/>`,
    `<rect x="${MARGIN}" y="${MARGIN}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#8a949e"/>`,
    `<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#8a949e" stroke-dasharray="4 4"/>`,
    ...TICKS.flatMap((share) => [
      `<text x="${x(share)}" y="${y(0) + 16}" text-anchor="middle">${share}</text>`,
      `<text x="${x(0) - 8}" y="${y(share) + 4}" text-anchor="end">${share}</text>`,
    ]),
    ...(points.length > 1
      ? [
          `<path d="M${points.map((point) => `${point.x} ${point.y}`).join('L')}" fill="none" stroke="#20639b" stroke-width="1.5"/>`,
        ]
      : []),
    ...points.map(
      (point) =>
        `<circle cx="${point.x}" cy="${point.y}" r="${round(2 + 3 * (most === 0 ? 0 : point.mass / most))}" fill="#20639b"/>`,
    ),
    `<text x="${size / 2}" y="${size - 10}" text-anchor="middle">${escapeXml(words.probability)}</text>`,
    `<text x="14" y="${size / 2}" text-anchor="middle" transform="rotate(-90 14 ${size / 2})">${escapeXml(words.frequency)}</text>`,
    '</svg>',
  ]
  return `${lines.join('\n')}\n`
}

const round = (value: number): number => Math.round(value * 100) / 100

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
