// SPDX-License-Identifier: Apache-2.0
import { LIKELIHOOD_BANDS } from '#kernel'

/** Dot colours from least to most likely: one hue, light to dark, told apart in grey print and by the colour-blind. */
const BAND_COLOURS = ['#d9d4c7', '#cfc09a', '#d3a65f', '#cf8543', '#b85c30', '#8f3526', '#5c1420']

const bandRules = LIKELIHOOD_BANDS.map(
  ({ band }, n) => `.dot.${band}{stroke:${BAND_COLOURS[n]}}.swatch.${band}{fill:${BAND_COLOURS[n]}}`,
).join('')

/** Ground along the line, from the widest belt inwards. */
const BELT_SHADES = ['#f2f6f8', '#eaf1f4', '#e1ebf0', '#d7e4eb', '#cddde6', '#c2d6e1']

const shadeRules = BELT_SHADES.map(
  (colour, n) => `.belt.shade-${n + 1}{stroke:${colour}}.belt-swatch.shade-${n + 1}{fill:${colour}}`,
).join('')

/** The page's own style: A4 in print, one or both languages by the choice at its head, no font or picture from elsewhere. */
const SHARED_STYLE = `
:root{--ink:#1d2733;--soft:#5a6673;--rule:#c9ced4;--tint:#f3f4f2;--accent:#1f4f6b;--mark:#a3161f}
*{box-sizing:border-box}
body{margin:0;background:#e6e8e6;color:var(--ink);font:15px/1.55 "Noto Sans","Segoe UI",Roboto,Helvetica,Arial,sans-serif}
[lang=ar]{font-family:"Noto Sans Arabic","Noto Naskh Arabic","Segoe UI",Tahoma,Arial,sans-serif;line-height:1.75}
.sheet-of-paper{max-width:62rem;margin:0 auto;background:#fff;padding:1.5rem 2.25rem 3rem}
.choice{max-width:62rem;margin:0 auto;padding:.6rem 2.25rem;display:flex;gap:1rem;align-items:center;flex-wrap:wrap;color:var(--soft)}
.choice label{cursor:pointer;padding:.15rem .7rem;border:1px solid var(--rule);border-radius:1rem;background:#fff;color:var(--ink)}
.pick{position:absolute;opacity:0;pointer-events:none}
#pick-ar:checked~.choice label[for=pick-ar],#pick-en:checked~.choice label[for=pick-en],#pick-both:checked~.choice label[for=pick-both]{background:var(--accent);border-color:var(--accent);color:#fff}
#pick-ar:focus-visible~.choice label[for=pick-ar],#pick-en:focus-visible~.choice label[for=pick-en],#pick-both:focus-visible~.choice label[for=pick-both]{outline:2px solid var(--accent);outline-offset:2px}
#pick-ar:checked~main article[lang=en],#pick-en:checked~main article[lang=ar]{display:none}
#pick-en:checked~main article[lang=en]{margin-top:0;border-top:0;padding-top:0}
article+article{margin-top:4rem;border-top:6px double var(--rule);padding-top:2rem}
.exercise{background:var(--mark);color:#fff;padding:.5rem 1rem;margin:0 0 1rem;font-weight:700;display:flex;gap:1rem;align-items:baseline;flex-wrap:wrap}
.exercise strong{font-size:1.35rem;letter-spacing:.06em}
[lang=ar] .exercise strong{letter-spacing:0}
.exercise span{font-weight:400}
h1{font-size:1.75rem;line-height:1.3;margin:.2rem 0 .2rem;color:var(--accent)}
h2{font-size:1.2rem;margin:2rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--accent);color:var(--accent)}
h3{font-size:1rem;margin:1.4rem 0 .4rem}
.subtitle{font-size:1.1rem;margin:0 0 1rem}
.note{background:var(--tint);border-inline-start:4px solid var(--accent);padding:.5rem .9rem;margin:.8rem 0}
.small{font-size:.88em;color:var(--soft)}
.uncovered{color:var(--soft);margin:.2rem 0}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:.8rem 0}
dl.facts dt{color:var(--soft)}
dl.facts dd{margin:0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.8rem;margin:1rem 0;padding:0;list-style:none}
.figures li{border:1px solid var(--rule);padding:.5rem .8rem}
.figures b{display:block;font-size:1.6rem;line-height:1.3;color:var(--accent)}
table{width:100%;border-collapse:collapse;margin:.6rem 0;font-size:.86em}
caption{text-align:start;color:var(--soft);padding-bottom:.3rem}
th,td{padding:.3rem .5rem;border-bottom:1px solid var(--rule);text-align:start;vertical-align:top}
thead th{background:var(--tint);border-bottom:2px solid var(--rule);font-weight:600}
td.number,th.number{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
tr.reasons td{padding-top:0;font-size:.94em;color:var(--soft)}
tr.case td{border-bottom:0}
tr.reasons ul{margin:0;padding-inline-start:1.1rem}
tr.reasons p{margin:0;font-weight:600}
dl.parameters{columns:3;column-gap:2rem;font-size:.84em;margin:.6rem 0}
dl.parameters div{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--rule);break-inside:avoid}
dl.parameters dd{margin:0;font-variant-numeric:tabular-nums}
.digest{font:.86em/1.4 ui-monospace,"Noto Sans Mono","DejaVu Sans Mono",Consolas,monospace;word-break:break-all;direction:ltr;unicode-bidi:isolate}
pre{direction:ltr;text-align:left;background:var(--tint);padding:.7rem 1rem;margin:.6rem 0;overflow-x:auto;font:.9rem/1.4 ui-monospace,"Noto Sans Mono","DejaVu Sans Mono",Consolas,monospace}
.bar{display:block;height:.7rem;width:100%;max-width:14rem}
.bar rect{fill:var(--accent)}
figure{margin:1rem 0}
figcaption{font-size:.88em;color:var(--soft)}
svg.map{width:100%;height:auto;display:block}
svg.map text{font:13px "Noto Sans","Noto Sans Arabic","Segoe UI",Arial,sans-serif;fill:#4a5560}
.sheet{fill:#fbfaf6}.frame{fill:none;stroke:#8a939c;stroke-width:1.5}
.graticule path{stroke:#c3ccd3;stroke-width:.7;fill:none}
.zone{fill:#2f6d8c;fill-opacity:.1;stroke:#2f6d8c;stroke-width:1;stroke-dasharray:5 3}
.rim{fill:none;stroke:#9fb9c6;stroke-linejoin:round;stroke-linecap:round}
.belt{fill:none;stroke-linejoin:round;stroke-linecap:round}
.belt-swatch{stroke:#9fb9c6;stroke-width:1.5}
${shadeRules}
.line{fill:none;stroke:#17384b;stroke-width:2.6;stroke-linejoin:round}.line.claimed{stroke-dasharray:9 5}.line.working{stroke-dasharray:none}
.dot{fill:none;stroke-linecap:round}
.ring{fill:none;stroke:#17202a;stroke-width:1.1}.ring.indication{stroke-dasharray:2 2;stroke-width:.8}
.scale path,.north path{fill:none;stroke:#1d2733;stroke-width:1.5}.north path{fill:#1d2733}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0;margin:.5rem 0;font-size:.88em}
.legend svg{width:1.6rem;height:1rem;vertical-align:-.15rem;margin-inline-end:.35rem}
${bandRules}
@media screen and (max-width:48rem){table{display:block;overflow-x:auto}.sheet-of-paper,.choice{padding-inline:1rem}dl.facts{grid-template-columns:1fr}dl.parameters{columns:1}}
@page{size:A4;margin:16mm 14mm 18mm}
@media print{
body{background:#fff;font-size:9.5pt}
.choice{display:none}
.sheet-of-paper{max-width:none;padding:0}
article+article{border:0;padding:0;margin:0;break-before:page}
h1{font-size:18pt}h2{font-size:12.5pt;break-after:avoid}h3{font-size:10.5pt;break-after:avoid}
tr,svg.map,.legend,.note,.figures li{break-inside:avoid}
tr.case{break-after:avoid}
thead{display:table-header-group;break-after:avoid}
svg.map{max-height:125mm}
table{font-size:8pt}
pre{white-space:pre-wrap}
a{color:inherit;text-decoration:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`

/** Chromium and other printers that know margin boxes number the pages and mark an exercise on each. */
const pageMargins = (mark: string): string =>
  `@page{@bottom-center{content:counter(page) " / " counter(pages);direction:ltr;font:8pt sans-serif;color:#5a6673}${
    mark === '' ? '' : `@top-center{content:"${mark}";font:bold 9pt sans-serif;color:#a3161f}`
  }}`

/** `mark` stands at the head of every printed page; empty where there is none. It comes from the catalogues, never from data. */
export const styleOf = (mark: string): string => SHARED_STYLE + pageMargins(mark)
