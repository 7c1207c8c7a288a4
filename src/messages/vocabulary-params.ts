// SPDX-License-Identifier: Apache-2.0

/** Parameters whose values are codes of a vocabulary, with the group of keys that has their words. */
const VOCABULARY_PARAMS: Readonly<Record<string, string>> = {
  act: 'act',
  assessedContext: 'assessed-context',
  band: 'band',
  effect: 'effect',
  exceptionKind: 'exception-kind',
  hypothesis: 'hypothesis',
  means: 'means',
  objectClass: 'object-class',
  sensorConfidence: 'sensor-confidence',
  severity: 'severity',
  verdict: 'verdict',
  weaponClass: 'weapon-class',
}

/** The group of catalogue keys that a parameter's value is a word of; null for values that stand as they are. */
export const vocabularyOfParam = (name: string): string | null =>
  Object.hasOwn(VOCABULARY_PARAMS, name) ? (VOCABULARY_PARAMS[name] ?? null) : null
