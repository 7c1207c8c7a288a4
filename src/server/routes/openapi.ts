// SPDX-License-Identifier: Apache-2.0
import type { ServerApp } from '../env.ts'
import { referencePage } from '../reference-page.ts'

const ABOUT = {
  openapi: '3.1.0',
  info: {
    title: 'Marsad',
    version: '1',
    description:
      'Observations in, provable possible violations out. Every list is cut to what you may read and says "at least"; `asOf` asks for what was known at a size of the public log.',
  },
} as const

/** The document of the API, made from the schemas that check it, and a page for people made from the document. */
export function addOpenApi(app: ServerApp): void {
  // Written at the first request, when every route has been added.
  let document: ReturnType<ServerApp['getOpenAPI31Document']> | null = null
  let page: ReturnType<typeof referencePage> | null = null
  const written = () => (document ??= app.getOpenAPI31Document(ABOUT))
  app.get('/api/v1/openapi.json', (c) => c.json(written(), 200))
  for (const path of ['/api/v1', '/api/v1/']) {
    app.get(path, (c) => {
      const { html, contentPolicy } = (page ??= referencePage(written()))
      return c.html(html, 200, { 'content-security-policy': contentPolicy })
    })
  }
}
