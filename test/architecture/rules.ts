// SPDX-License-Identifier: Apache-2.0
import {
  DIGEST_FILE,
  isDomain,
  LAYOUT,
  MAY_IMPORT_SIMULATION,
  rankOf,
  SIDE_DOORS,
  WEB_MAY_IMPORT,
} from './layout.ts'
import { lineAt, resolveRelative, type SourceFile } from './source-file.ts'

export interface Rule {
  /** Id of docs/spec/architecture.md. */
  readonly id: string
  /** Names the bad fixture: test/fixtures/architecture/<name>.bad. */
  readonly name: string
  /** What to do instead; printed with every breach. */
  readonly instead: string
  /** Every breach as `line: what`. */
  readonly breaches: (file: SourceFile) => readonly string[]
}

const inDomain = (file: SourceFile): boolean => file.folder !== null && isDomain(file.folder) && !file.isTest

/** Breaches of a pattern in code; comments and strings do not count. */
function found(file: SourceFile, pattern: RegExp): readonly string[] {
  return [...file.code.matchAll(pattern)].map((m) => `${lineAt(file.code, m.index)}: ${m[0].trim()}`)
}

const importsWhere = (file: SourceFile, bad: (specifier: string) => boolean): readonly string[] =>
  file.imports.filter((i) => bad(i.specifier)).map((i) => `${i.line}: imports ${i.specifier}`)

/** The layout folder that an import of ours leads to, or null for a package. */
function importedFolder(file: SourceFile, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1).split('/')[0] ?? null
  if (!specifier.startsWith('.')) return null
  const parts = resolveRelative(file.path, specifier).split('/')
  return parts[0] === 'src' ? (parts[1] ?? '').replace(/\.ts$/, '') : null
}

const NODE_BUILT_IN =
  /^(node:.*|assert|buffer|child_process|cluster|crypto|dgram|dns|events|fs|http|http2|https|module|net|os|path|perf_hooks|process|readline|stream|timers|tls|url|util|v8|vm|worker_threads|zlib)(\/.*)?$/

export const RULES: readonly Rule[] = [
  {
    id: 'AR1',
    name: 'import-upwards-only',
    instead:
      'The flow runs one way. Move the shared value up, or take it as an argument whose type the upper folder declares.',
    breaches: (file) =>
      file.folder === null || file.isTest
        ? []
        : importsWhere(file, (specifier) => {
            const target = importedFolder(file, specifier)
            if (target === null || target === file.folder) return false
            return rankOf(target) === -1 || rankOf(target) > rankOf(file.folder ?? '')
          }),
  },
  {
    id: 'AR2',
    name: 'through-the-index',
    instead:
      'Import another folder by its index (`#incidents`) and export what you need there; inside a folder import relatively.',
    breaches: (file) =>
      file.folder === null
        ? []
        : importsWhere(file, (specifier) => {
            if (specifier.startsWith('#')) {
              const path = specifier.slice(1)
              return path.includes('/') ? !SIDE_DOORS.includes(path) : path === file.folder && !file.isTest
            }
            if (!specifier.startsWith('.')) return false
            const target = resolveRelative(file.path, specifier)
            if (target.startsWith('src/')) return importedFolder(file, specifier) !== file.folder
            return !(file.isTest && target.startsWith('test/'))
          }),
  },
  {
    id: 'AR3',
    name: 'no-node-in-the-domain',
    instead:
      'Domain code gets bytes and values as arguments. Declare a port in the domain folder and implement it in adapters/.',
    breaches: (file) =>
      inDomain(file) && file.path !== DIGEST_FILE ? importsWhere(file, (s) => NODE_BUILT_IN.test(s)) : [],
  },
  {
    id: 'AR4',
    name: 'no-effects-in-the-domain',
    instead:
      'The clock, chance, the network, timers and the console are effects: take an instant, a seed or a port as an argument.',
    breaches: (file) =>
      inDomain(file)
        ? found(
            file,
            /\bDate\.now\b|\bnew Date\(\s*\)|(?<!\bnew )\bDate\(|\bperformance\.now\b|\bMath\.random\b|(?<![.\w])fetch\(|\b(?:set|clear)(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|(?<![.\w])process\.|\bglobalThis\b|\bXMLHttpRequest\b|\bnew WebSocket\b|(?<![.\w])crypto\.|\brandomUUID\b|(?<![.\w])console\./g,
          )
        : [],
  },
  {
    id: 'AR5',
    name: 'only-config-reads-the-environment',
    instead: 'Read the variable in config/, validate it there, and hand the value to whoever needs it.',
    breaches: (file) =>
      file.folder === null || file.folder === 'config' || file.isTest
        ? []
        : found(file, /\bprocess\.env\b|\benv\s*\}\s*=\s*process\b/g),
  },
  {
    id: 'AR6',
    name: 'says-its-licence',
    instead:
      'Begin the file with `// SPDX-License-Identifier: Apache-2.0` (after the #! line where there is one).',
    breaches: (file) =>
      /^(#![^\n]*\n)?\/\/ SPDX-License-Identifier: Apache-2\.0\n/.test(file.text) ? [] : ['1: no SPDX line'],
  },
  {
    id: 'AR7',
    name: 'named-after-what-it-does',
    instead:
      'Name the file after its main export and put each function where its idea lives; such a drawer never gets tidied.',
    breaches: (file) =>
      /(^|[/.-])(utils?|common|helpers?|misc|managers?|stuff)([/.-]|$)|\.v\d+([/.]|$)/.test(file.path)
        ? [`1: ${file.path}`]
        : [],
  },
  {
    id: 'AR8',
    name: 'no-default-exports',
    instead: 'Export by name, so that one thing has one name everywhere.',
    breaches: (file) =>
      file.path.endsWith('.config.ts') ? [] : found(file, /\bexport default\b|\bas default\b/g),
  },
  {
    id: 'AR9',
    name: 'simulation-stays-outside',
    instead:
      'What works out what happened must not know that a simulation exists: feed it original bytes instead.',
    breaches: (file) =>
      file.folder === null || file.isTest || MAY_IMPORT_SIMULATION.includes(file.folder)
        ? []
        : importsWhere(file, (specifier) => importedFolder(file, specifier) === 'simulation'),
  },
  {
    id: 'AR10',
    name: 'no-enums',
    instead: 'Use a list `as const` and its union type, or a tagged union on `kind`.',
    breaches: (file) => found(file, /(?<![.\w])(?:const\s+)?enum\s+[A-Za-z_$]/g),
  },
  {
    id: 'AR11',
    name: 'no-powers-in-sealed-numbers',
    instead:
      'Powers with an exponent that is not a whole literal differ between Node versions: multiply, use Math.sqrt, or keep a table.',
    breaches: (file) =>
      file.folder === null || file.isTest ? [] : found(file, /\bMath\.pow\b|\*\*=?(?!\s*\d+(?![.\w]))/g),
  },
  {
    id: 'AR12',
    name: 'no-host-locale',
    instead:
      'Format and sort from pinned data (messages/ and plain code-unit order), never from the locale of the host.',
    breaches: (file) => (inDomain(file) ? found(file, /\bIntl\b|\.toLocale\w+|\.localeCompare\b/g) : []),
  },
  {
    id: 'AR13',
    name: 'in-a-room-of-the-layout',
    instead: `src/ has these rooms only: ${LAYOUT.map((entry) => entry.name).join(', ')}; file and folder names are kebab-case.`,
    breaches: (file) => {
      if (file.folder === null) return []
      const inRoom =
        rankOf(file.folder) >= 0 && (file.path.split('/').length > 2 || file.folder === 'pipeline')
      const kebab = /^[a-z0-9]+([-/.][a-z0-9]+)*$/.test(file.path)
      return [
        ...(inRoom ? [] : [`1: ${file.path} is in no room`]),
        ...(kebab ? [] : [`1: ${file.path} is not kebab-case`]),
      ]
    },
  },
  {
    id: 'AR14',
    name: 'pages-talk-over-http',
    instead: `Pages get what they show from the service; of src/ they import ${WEB_MAY_IMPORT.join(', ')} only.`,
    breaches: (file) =>
      file.path.startsWith('web/')
        ? importsWhere(file, (specifier) =>
            specifier.startsWith('#')
              ? !WEB_MAY_IMPORT.includes(specifier)
              : specifier.startsWith('.') && !resolveRelative(file.path, specifier).startsWith('web/'),
          )
        : [],
  },
]
