// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'react'

import { useText, type Text } from '../text/use-text.tsx'
import type { StoryStep } from './story-steps.ts'

const MARK = 'data-story-shown'
/** Pages come with their data and are scrolled: the thing is looked for, and the ring laid around it, this often. */
const LOOK_EVERY_MS = 150

function find(target: NonNullable<StoryStep['target']>, { t }: Text): Element | null {
  if ('selector' in target) return document.querySelector(target.selector)
  const wanted = t(target.heading)
  const headings = document.querySelectorAll('#page section :is(h2, h3)')
  for (const heading of headings) {
    if (heading.textContent.trim().startsWith(wanted)) return heading.closest('section')
  }
  return null
}

/** Lays a ring over what a step is about and brings it into view, as soon as the page has it; no more once the step is left. */
export function usePointer(step: StoryStep | null, place: string): void {
  const text = useText()
  useEffect(() => {
    if (step === null || step.target === null) return
    const { target } = step
    // Over the page, not in it: what is pointed at may be clipped or have something drawn above it.
    const ring = document.createElement('div')
    ring.className = 'story-ring'
    ring.hidden = true
    document.body.append(ring)
    let marked: Element | null = null
    const look = (): void => {
      // A page that draws itself anew makes the thing anew as well.
      if (marked?.isConnected !== true) {
        marked = find(target, text)
        marked?.setAttribute(MARK, '')
        marked?.scrollIntoView({ block: 'nearest' })
      }
      ring.hidden = marked === null
      if (marked !== null) layAround(ring, marked)
    }
    const timer = window.setInterval(look, LOOK_EVERY_MS)
    window.addEventListener('scroll', look, { capture: true, passive: true })
    return () => {
      window.clearInterval(timer)
      window.removeEventListener('scroll', look, { capture: true })
      marked?.removeAttribute(MARK)
      ring.remove()
    }
  }, [step, place, text])
}

/** The ring's own width and a little more: a section has no margin beside its words. */
const OUTSIDE_PIXELS = 5

function layAround(ring: HTMLElement, thing: Element): void {
  const box = thing.getBoundingClientRect()
  const left = Math.max(0, box.left - OUTSIDE_PIXELS)
  const top = Math.max(0, box.top - OUTSIDE_PIXELS)
  const { style } = ring
  style.transform = `translate(${left}px, ${top}px)`
  style.width = `${Math.min(window.innerWidth, box.right + OUTSIDE_PIXELS) - left}px`
  style.height = `${Math.min(window.innerHeight, box.bottom + OUTSIDE_PIXELS) - top}px`
}
