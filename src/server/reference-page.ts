// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'

import type { ServerApp } from './env.ts'

type ApiDocument = ReturnType<ServerApp['getOpenAPI31Document']>

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
h2{margin-top:2.5rem;font-size:1.1rem;overflow-wrap:anywhere}code,pre{font:14px/1.4 ui-monospace,monospace}
pre{background:#f4f5f7;padding:.75rem;overflow:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:start;vertical-align:top;border-bottom:1px solid #d6dae0;padding:.3rem .6rem .3rem 0}
.method{text-transform:uppercase;font-weight:700}`

/** The reference for people: one page that loads nothing, with its own style let in by digest and nothing else. */
export function referencePage(document: ApiDocument): {
  readonly html: string
  readonly contentPolicy: string
} {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) =>
      section(method, path, operation),
    ),
  )
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<h2 id="schema-${escape(name)}">${escape(name)}</h2><pre>${escape(JSON.stringify(schema, null, 2))}</pre>`,
  )
  const title = `${document.info.title} API v${document.info.version}`
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${STYLE}</style></head><body>
<h1>${escape(title)}</h1><p>${escape(document.info.description ?? '')}</p>
<p>The same for programs: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
${operations.join('\n')}\n<h1>Schemas</h1>\n${schemas.join('\n')}</body></html>\n`
  const digest = createHash('sha256').update(STYLE).digest('base64')
  const contentPolicy = `default-src 'none'; style-src 'sha256-${digest}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`
  return { html, contentPolicy }
}

interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: unknown
}

function section(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, description, schema }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${escape(place)}${required === true ? ', required' : ''}</td><td>${escape(description ?? '')} <code>${escape(JSON.stringify(schema ?? {}))}</code></td></tr>`,
  )
  const answers = Object.entries(operation.responses ?? {}).map(
    ([status, { description }]) =>
      `<tr><td>${escape(status)}</td><td colspan="2">${escape(description ?? '')}</td></tr>`,
  )
  return `<h2><span class="method">${escape(method)}</span> <code>${escape(path)}</code></h2>
<p>${escape(operation.summary ?? '')}</p><p>${escape(operation.description ?? '')}</p>
<table><tbody>${parameters.join('')}${answers.join('')}</tbody></table>`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
