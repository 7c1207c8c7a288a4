// SPDX-License-Identifier: Apache-2.0
import type { Density } from '../../situation/situation-filter.ts'

const HEIGHT = 56

export interface TimelineColors {
  readonly inside: string
  readonly outside: string
}

/** As the theme has them now; asking makes the browser work out styles, so it is asked once for a theme. */
export function timelineColors(element: Element): TimelineColors {
  const style = getComputedStyle(element)
  return { inside: style.getPropertyValue('--accent'), outside: style.getPropertyValue('--line') }
}

interface Drawing {
  readonly density: Density
  readonly fromMs: number
  readonly toMs: number
  readonly width: number
  readonly isMirrored: boolean
  readonly colors: TimelineColors
}

/** Takes the bars away. */
export function clearTimeline(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height)
}

/** Bars of how many incidents began in each part; what lies outside the interval is pale. Heights go by the square root, so that one is seen beside a thousand. */
export function drawTimeline(
  canvas: HTMLCanvasElement,
  { density, fromMs, toMs, width, isMirrored, colors: { inside, outside } }: Drawing,
): void {
  const ratio = window.devicePixelRatio
  const pixels = Math.round(width * ratio)
  // Setting a size, even the same, throws the canvas away and lays the page out anew.
  if (canvas.width !== pixels) {
    canvas.width = pixels
    canvas.height = Math.round(HEIGHT * ratio)
    canvas.style.inlineSize = `${width}px`
    canvas.style.blockSize = `${HEIGHT}px`
  }
  const pen = canvas.getContext('2d')
  if (pen === null) return
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, width, HEIGHT)
  const { counts } = density
  const span = density.toMs - density.fromMs
  const most = Math.sqrt(Math.max(1, ...counts))
  const partWidth = width / counts.length
  for (const [n, count] of counts.entries()) {
    if (count === 0) continue
    const partFrom = density.fromMs + (n / counts.length) * span
    const isIn = partFrom + span / counts.length >= fromMs && partFrom <= toMs
    const height = Math.max(2, (Math.sqrt(count) / most) * (HEIGHT - 6))
    const x = isMirrored ? width - (n + 1) * partWidth : n * partWidth
    pen.fillStyle = isIn ? inside : outside
    pen.fillRect(x, HEIGHT - height, Math.max(1, partWidth - 0.5), height)
  }
  const edge = (ms: number): number => {
    const share = (ms - density.fromMs) / span
    return (isMirrored ? 1 - share : share) * width
  }
  pen.globalAlpha = 0.08
  pen.fillStyle = inside
  const [a, b] = [edge(fromMs), edge(toMs)]
  pen.fillRect(Math.min(a, b), 0, Math.abs(b - a), HEIGHT)
  pen.globalAlpha = 1
}
