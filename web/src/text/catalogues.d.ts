// SPDX-License-Identifier: Apache-2.0
declare module 'virtual:catalogues' {
  import type { Language } from '#messages'

  /** Until it has resolved, nothing can be said in the language. Rejects where the file cannot be had. */
  export function loadCatalogue(language: Language): Promise<void>
}
