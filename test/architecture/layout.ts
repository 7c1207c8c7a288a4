// SPDX-License-Identifier: Apache-2.0

/**
 * The layout of src/, in the order of the flow. A folder may import only folders above it in this list: this list is the rule.
 * `domain` folders are pure; `shell` folders hold the effects. `pipeline` is the one file src/pipeline.ts.
 */
export const LAYOUT = [
  { name: 'kernel', kind: 'domain' },
  { name: 'releasability', kind: 'domain' },
  { name: 'evidence', kind: 'domain' },
  { name: 'messages', kind: 'domain' },
  { name: 'agreement', kind: 'domain' },
  { name: 'observations', kind: 'domain' },
  { name: 'sources', kind: 'domain' },
  { name: 'imagery', kind: 'domain' },
  { name: 'coverage', kind: 'domain' },
  { name: 'background', kind: 'domain' },
  { name: 'incidents', kind: 'domain' },
  { name: 'assessments', kind: 'domain' },
  { name: 'responses', kind: 'domain' },
  { name: 'coalition', kind: 'domain' },
  { name: 'people', kind: 'domain' },
  { name: 'reports', kind: 'domain' },
  { name: 'notices', kind: 'domain' },
  { name: 'simulation', kind: 'domain' },
  { name: 'scoring', kind: 'domain' },
  { name: 'pipeline', kind: 'domain' },
  { name: 'config', kind: 'shell' },
  { name: 'adapters', kind: 'shell' },
  { name: 'server', kind: 'shell' },
  { name: 'cli', kind: 'shell' },
] as const

/** Doors into a folder other than its index: each is a named entry in package.json. */
export const SIDE_DOORS: readonly string[] = ['evidence/verify']

/** Who may know that a simulation exists: nothing that works out what happened does. */
export const MAY_IMPORT_SIMULATION: readonly string[] = ['simulation', 'scoring', 'adapters', 'server', 'cli']

/** What the pages in web/ may take from src/: values, texts, the verifier, how a clock reads and when lists close, all of them pure. */
export const WEB_MAY_IMPORT: readonly string[] = [
  '#kernel',
  '#messages',
  '#evidence/verify',
  '#responses/clock',
  '#reports/lists/list-plan',
]

/** The one domain file that may reach into Node: it names bytes by their digest. */
export const DIGEST_FILE = 'src/kernel/digest.ts'

export type FolderName = (typeof LAYOUT)[number]['name']

export const rankOf = (folder: string): number => LAYOUT.findIndex((entry) => entry.name === folder)

export const isDomain = (folder: string): boolean =>
  LAYOUT.some((entry) => entry.name === folder && entry.kind === 'domain')
