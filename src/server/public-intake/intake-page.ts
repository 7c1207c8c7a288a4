// SPDX-License-Identifier: Apache-2.0
import { directionOf, formatMessage, LANGUAGES, type Language, type MessageKey } from '#messages'
import { SOURCE_USES } from '#people'
import { html, NOTHING, type Markup } from '#reports'

/** Every answer has this many bytes, so that whoever watches the line reads nothing from its length. */
export const INTAKE_PAGE_BYTES = 32 * 1024

/** What the page says above its forms. */
export type IntakeNote =
  | { readonly kind: 'none' }
  | { readonly kind: 'thanks'; readonly code: string }
  | {
      readonly kind:
        | 'empty'
        | 'no-use'
        | 'picture-refused'
        | 'too-large'
        | 'full'
        | 'withdrawn'
        | 'code-unknown'
        | 'unreadable'
    }

const RISKS = ['line', 'device', 'content', 'kept', 'wait', 'answer'] as const

const STYLE = `
:root{color-scheme:light dark;--ink:#17222b;--paper:#f6f8f9;--rule:#8794a0;--mark:#0b5a66}
@media(prefers-color-scheme:dark){:root{--ink:#e4eaee;--paper:#10181e;--rule:#5d6b77;--mark:#6cc3cf}}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
main{max-inline-size:42rem;margin-inline:auto;padding:1rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}
a{color:var(--mark)}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-block-start:2rem}
label,legend{font-weight:600}
fieldset{border:1px solid var(--rule);margin-block:1rem}
fieldset label{display:block;font-weight:400}
textarea,input[type=text]{display:block;inline-size:100%;box-sizing:border-box;font:inherit;color:inherit;background:transparent;border:1px solid var(--rule);padding:.5rem}
input[type=file]{display:block;margin-block:.25rem 1rem;max-inline-size:100%}
button{font:inherit;padding:.6rem 1.2rem;background:var(--mark);color:var(--paper);border:0}
.note{border-inline-start:4px solid var(--mark);padding-inline-start:1rem}
code{font-size:1.25rem;direction:ltr;unicode-bidi:isolate;user-select:all}
:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
`

/** The page for whoever wants to tell something, without scripts, pictures or anything from elsewhere. */
export function renderIntakePage(
  language: Language,
  note: IntakeNote,
  nonce: string,
  exercise: boolean,
): Uint8Array<ArrayBuffer> {
  const t = (key: MessageKey): string => formatMessage(language, key)
  const page = html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${t('intake.title')}</title>
        <style nonce="${nonce}">
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <main>
          <nav>
            ${LANGUAGES.map((other) => html`<a href="?lang=${other}" hreflang="${other}" lang="${other}" dir="${directionOf(other)}">${formatMessage(other, 'intake.language')}</a>`)}
          </nav>
          ${exercise ? html`<p><strong>${t('intake.exercise')}</strong></p>` : NOTHING}
          <h1>${t('intake.title')}</h1>
          ${noteOf(t, note)}
          <p>${t('intake.what')}</p>
          <h2>${t('intake.before')}</h2>
          <ul>
            ${RISKS.map((risk) => html`<li>${t(`intake.risk-${risk}`)}</li>`)}
          </ul>
          <h2>${t('intake.tell')}</h2>
          <form
            method="post"
            action="/intake?lang=${language}"
            enctype="multipart/form-data"
            autocomplete="off"
          >
            <p>
              <label for="words">${t('intake.words')}</label
              ><textarea id="words" name="words" rows="8" maxlength="20000" dir="auto"></textarea>
            </p>
            <p>
              <label for="pictures">${t('intake.pictures')}</label
              ><input id="pictures" name="pictures" type="file" accept="image/jpeg,image/png" multiple />
            </p>
            ${usesOf(t, 'intake.uses')}
            <p><button>${t('intake.send')}</button></p>
          </form>
          <h2>${t('intake.take-back')}</h2>
          <p>${t('intake.take-back-what')}</p>
          <form
            method="post"
            action="/intake/withdrawal?lang=${language}"
            enctype="multipart/form-data"
            autocomplete="off"
          >
            <p>
              <label for="code">${t('intake.code')}</label
              ><input id="code" name="code" type="text" maxlength="40" dir="ltr" required />
            </p>
            ${usesOf(t, 'intake.uses-back')}
            <p><button>${t('intake.take-back')}</button></p>
          </form>
        </main>
      </body>
    </html>`
  return filledUp(page)
}

const usesOf = (t: (key: MessageKey) => string, legend: MessageKey): Markup =>
  html`<fieldset>
    <legend>${t(legend)}</legend>
    ${SOURCE_USES.map((use) => html`<label><input type="checkbox" name="uses" value="${use}" /> ${t(`intake.use-${use}`)}</label>`)}
  </fieldset>`

function noteOf(t: (key: MessageKey) => string, note: IntakeNote): Markup {
  if (note.kind === 'none') return NOTHING
  if (note.kind !== 'thanks') return html`<p class="note" role="status">${t(`intake.note-${note.kind}`)}</p>`
  return html`<div class="note" role="status">
    <p>${t('intake.note-thanks')}</p>
    <p><code>${note.code}</code></p>
    <p>${t('intake.note-keep-code')}</p>
  </div>`
}

/** Spaces after the page: browsers show none of them. Throws where the page has outgrown its length, which a test shows in every language. */
function filledUp({ markup }: Markup): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(markup)
  if (text.length > INTAKE_PAGE_BYTES) throw new RangeError(`the page of intake has ${text.length} bytes`)
  const bytes = new Uint8Array(INTAKE_PAGE_BYTES).fill(0x20)
  bytes.set(text)
  return bytes
}
