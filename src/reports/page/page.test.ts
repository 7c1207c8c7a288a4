// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { digestOf } from '#kernel'
import { findMixedSentences } from '#messages'

import { INVENTED_CARD, inventRun, type InventedRun } from '../../../test/invented-run.ts'
import { createEdition } from '../edition.ts'
import { escapeMarkup, html } from './markup.ts'

function pageOf(options: InventedRun = {}): string {
  let page = ''
  const edition = createEdition((file, text) => {
    if (file === 'report.html') page += text
  })
  for (const record of inventRun(options)) edition.add(record)
  edition.finish({ size: 3, root: 'cd'.repeat(32) })
  return page
}

const page = pageOf({ methodCard: INVENTED_CARD })
const article = (language: string): string =>
  new RegExp(`<article lang="${language}"[^]*?</article>`).exec(page)?.[0] ?? ''
const plain = (markup: string): string => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

describe('report.html', () => {
  test('[R13] loads nothing and runs nothing', () => {
    expect(page).not.toMatch(
      /<script|<link|<img|<iframe|<object|<embed|@import|url\((?!#)|\son\w+=|javascript:/i,
    )
    expect(page).not.toMatch(/(?:src|href|action)\s*=/i)
    expect(page).not.toMatch(/https?:/)
    expect(page).not.toMatch(/\sstyle=/)
  })

  test('[R13] its policy lets in its own style by digest and nothing else', () => {
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? ''
    const digest = createHash('sha256').update(style).digest('base64')
    const policy = /Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1]
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`,
    )
    expect(page.match(/<style/g)).toHaveLength(1)
  })

  test('[R13] escapes whatever came from outside', () => {
    const hostile = pageOf({ fileName: '"><script>alert(1)</script>\u0000.csv' })
    expect(hostile).not.toContain('<script')
    expect(hostile).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\uFFFD.csv')
    expect(html`<p title="${`a"b'`}">${'<&>'}</p>`.markup).toBe('<p title="a&quot;b&#39;">&lt;&amp;&gt;</p>')
    expect(escapeMarkup('سطر\nثان')).toBe('سطر\nثان')
  })

  test('[R20] shows the card of its engine in both languages, and says so where there is none', () => {
    const shown = pageOf({ methodCard: INVENTED_CARD })
    for (const text of [
      '83%',
      'Base rate',
      'Known failures',
      'What could have been seen',
      'of-a-later-version',
    ]) {
      expect(shown).toContain(text)
    }
    expect(shown).toContain('نسبة الصواب')
    expect(shown).not.toContain('The parameters of this run are not those')
    expect(shown).not.toContain('No figures are recorded')
    for (const methodCard of [null, undefined]) {
      const without = pageOf(methodCard === undefined ? {} : { methodCard })
      expect(without).toContain('No figures are recorded for this engine in this version')
      expect(without).toContain('لم تُسجَّل أرقام لهذا المحرك')
    }
    const otherwise = pageOf({ methodCard: { ...INVENTED_CARD, parameters: digestOf('others') } })
    expect(otherwise).toContain('The parameters of this run are not those')
  })

  test('[R13] every element that opens closes', () => {
    const open: string[] = []
    const crossed: string[] = []
    for (const [tag, slash, name = '', , self] of page.matchAll(
      /<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|[^>"])*?)(\/?)>/g,
    )) {
      if (self === '/' || ['meta', 'input', 'br'].includes(name)) continue
      if (slash === '') open.push(name)
      else if (open.pop() !== name) crossed.push(tag)
    }
    expect([open, crossed]).toEqual([[], []])
  })

  test('[R13] has each id once', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('[R14] an exercise is marked at head, foot, title and on printed sheets; other reports are not', () => {
    for (const [language, mark] of [
      ['ar', 'تمرين'],
      ['en', 'EXERCISE'],
    ] as const) {
      expect(article(language).split(`<strong>${mark}</strong>`)).toHaveLength(3)
    }
    expect(page).toMatch(/<title>تمرين: [^<]*EXERCISE: /)
    expect(page).toContain('@top-center{content:"تمرين · EXERCISE"')
    expect(pageOf({ exercise: false })).not.toMatch(/EXERCISE|تمرين/)
  })

  test('[R5] Arabic comes first, right to left, with every figure in isolates', () => {
    expect(page.indexOf('<article lang="ar" dir="rtl">')).toBeGreaterThan(0)
    expect(page.indexOf('<article lang="en" dir="ltr">')).toBeGreaterThan(page.indexOf('<article lang="ar"'))
    const bare = article('ar')
      .replaceAll(/<svg[^]*?<\/svg>|<pre>[^]*?<\/pre>|<[^>]*>/g, ' ')
      .replaceAll(
        /[\u2066\u2068][^\u2066-\u2069]*(?:[\u2066\u2068][^\u2066-\u2069]*\u2069[^\u2066-\u2069]*)*\u2069/g,
        ' ',
      )
      .replaceAll(/[0-9a-f]{64}/g, ' ')
    expect(bare.match(/[0-9A-Za-z]+/g)).toBeNull()
  })

  test('[R6] never has likelihood and confidence in one sentence, nor words that are for people', () => {
    expect(findMixedSentences(page)).toEqual([])
    expect(plain(page)).not.toMatch(/alleged|confirmed|مزعوم|مؤكد/i)
  })

  test('[R15] a list that is cut says how many of how many it shows', () => {
    const long = plain(pageOf({ incidents: 900 }))
    const [, shown, total] = /shows (\d+) of (\d+), those of highest likelihood first/.exec(long) ?? []
    expect(Number(total)).toBeGreaterThan(Number(shown))
    expect(long).toContain('The file violations.csv has them all.')
    expect(plain(page)).toMatch(/The table shows all \d+, those of highest likelihood first/)
  })

  test('[R15] the likeliest stands first, then the earliest', () => {
    const listed = [...article('en').matchAll(/<tr class="case">[^]*?\((\d+)%\)/g)].map((match) =>
      Number(match[1]),
    )
    expect(listed.length).toBeGreaterThan(5)
    const lists = listed.reduce(
      (count, percent, n) => count + (n > 0 && percent > (listed[n - 1] ?? 0) ? 1 : 0),
      1,
    )
    expect(lists).toBe(2)
  })

  test('[R17] the map has the line, the belt of the buffer, dots and what lies outside, with the note on borders', () => {
    const map = article('en').match(/<figure>[^]*?<\/figure>/)?.[0] ?? ''
    expect(map).toContain('class="line working"')
    expect(map).toContain('class="belt shade-1"')
    expect(map).toMatch(/class="dot [a-z-]+" stroke-width="8"/)
    expect(map).toContain('class="ring violation"')
    expect(map).toMatch(/lies? outside the map|Every incident lies on the map/)
    expect(map).toContain('The map draws no state borders.')
    expect(map).toContain('An invented line.')
  })

  test('[R17] without a line it draws the incidents, and without anything it says so', () => {
    expect(pageOf({ withLine: false })).toContain('class="dot ')
    expect(pageOf({ withLine: false, incidents: 0 })).toContain('There is nothing to draw.')
  })

  test('[R19] sections stand in the order of the OSCE daily report, and say where they have nothing', () => {
    const heads = [...article('en').matchAll(/<h2>([^<]*)<\/h2>/g)].map((match) => match[1])
    expect(heads.slice(0, 11)).toEqual([
      'Summary',
      'Possible violations',
      'Casualties and damage to civilian objects',
      'Disengagement areas',
      'Withdrawal of weapons',
      'Mines and unexploded ordnance',
      'Facilitation of local ceasefires for repairs',
      'Checkpoints and civilians',
      'Border areas',
      'Other regions',
      'Restrictions of freedom of movement',
    ])
    expect(plain(article('en')).match(/Not covered by this report/g)?.length).toBe(6)
    expect(plain(article('en')).match(/The agreement has no provision on this/g)?.length).toBe(3)
  })
})
