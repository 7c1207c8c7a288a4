// SPDX-License-Identifier: Apache-2.0

/** How an instrument came about: by both sides' hands, by each side's own word, by one side alone, or through a third. */
export const INSTRUMENT_KINDS = ['signed', 'reciprocal', 'unilateral', 'mediated'] as const
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number]

/** What an agreed line is: fixed in the text, asserted by one party, or drawn by somebody to work with. */
export const LINE_KINDS = ['codified', 'claimed', 'working'] as const
export type LineKind = (typeof LINE_KINDS)[number]

/** Classes of objects that terms protect. The energy classes are those of the list published on 25 March 2025. */
export const OBJECT_CLASSES = [
  'oil-refinery',
  'oil-or-gas-pipeline',
  'oil-or-gas-storage',
  'pumping-station',
  'power-plant',
  'nuclear-power-plant',
  'hydroelectric-dam',
  'substation',
  'power-line',
  'water-supply',
  'water-treatment',
  'monitor-position',
] as const
export type ObjectClass = (typeof OBJECT_CLASSES)[number]

/** What one counts as one under a provision; counts are comparable only where this is equal. */
export const COUNTING_UNITS = ['incident', 'effect', 'object', 'flight', 'presence-per-day'] as const
export type CountingUnit = (typeof COUNTING_UNITS)[number]

/** How grave a breach of a provision is by its terms; nobody's judgement of the single case. */
export const SEVERITIES = ['minor', 'serious', 'grave'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Acts that terms may permit although they look like a breach. */
export const EXCEPTION_KINDS = [
  'exercise-outside-zone',
  'controlled-detonation',
  'demining',
  'ordered-return-fire',
  'medical-evacuation',
  'repair-of-infrastructure',
  'flight-of-monitors',
  'ships-in-distress',
] as const
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number]
