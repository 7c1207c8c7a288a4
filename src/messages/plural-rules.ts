// SPDX-License-Identifier: Apache-2.0
import type { Language } from './language.ts'

export type PluralCategory = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'

/**
 * One relation of a CLDR rule. Operands as CLDR names them: `n` the value, `i` its whole part, `v` the number of visible decimals.
 * `in` lists closed ranges of whole numbers, taken after the remainder by `modulus` where there is one.
 */
interface Relation {
  readonly operand: 'n' | 'i' | 'v'
  readonly modulus?: number
  readonly in: readonly (readonly [number, number])[]
  readonly negated?: true
}

/** A category holds where every relation of one of its alternatives holds; `other` is what is left. */
interface CategoryRule {
  readonly category: Exclude<PluralCategory, 'other'>
  readonly anyOf: readonly (readonly Relation[])[]
}

const whole: Relation = { operand: 'v', in: [[0, 0]] }

const eastSlavic: readonly CategoryRule[] = [
  {
    category: 'one',
    anyOf: [
      [
        whole,
        { operand: 'i', modulus: 10, in: [[1, 1]] },
        { operand: 'i', modulus: 100, in: [[11, 11]], negated: true },
      ],
    ],
  },
  {
    category: 'few',
    anyOf: [
      [
        whole,
        { operand: 'i', modulus: 10, in: [[2, 4]] },
        { operand: 'i', modulus: 100, in: [[12, 14]], negated: true },
      ],
    ],
  },
  {
    category: 'many',
    anyOf: [
      [whole, { operand: 'i', modulus: 10, in: [[0, 0]] }],
      [whole, { operand: 'i', modulus: 10, in: [[5, 9]] }],
      [whole, { operand: 'i', modulus: 100, in: [[11, 14]] }],
    ],
  },
]

/** Cardinal rules of Unicode CLDR 47 (plurals.xml), kept as data so that a sealed page does not depend on the host. */
const PLURAL_RULES: Readonly<Record<Language, readonly CategoryRule[]>> = {
  ar: [
    { category: 'zero', anyOf: [[{ operand: 'n', in: [[0, 0]] }]] },
    { category: 'one', anyOf: [[{ operand: 'n', in: [[1, 1]] }]] },
    { category: 'two', anyOf: [[{ operand: 'n', in: [[2, 2]] }]] },
    { category: 'few', anyOf: [[{ operand: 'n', modulus: 100, in: [[3, 10]] }]] },
    { category: 'many', anyOf: [[{ operand: 'n', modulus: 100, in: [[11, 99]] }]] },
  ],
  en: [{ category: 'one', anyOf: [[{ operand: 'i', in: [[1, 1]] }, whole]] }],
  fr: [
    { category: 'one', anyOf: [[{ operand: 'i', in: [[0, 1]] }]] },
    {
      category: 'many',
      anyOf: [
        [
          { operand: 'i', in: [[0, 0]], negated: true },
          { operand: 'i', modulus: 1_000_000, in: [[0, 0]] },
          whole,
        ],
      ],
    },
  ],
  uk: eastSlavic,
  ru: eastSlavic,
}

/** The categories that a complete plural message of the language has a form for. */
export const pluralCategoriesOf = (language: Language): readonly PluralCategory[] => [
  ...PLURAL_RULES[language].map((rule) => rule.category),
  'other',
]

/** The CLDR cardinal category of a number that is printed with so many decimals. */
export function pluralCategory(language: Language, value: number, visibleDecimals = 0): PluralCategory {
  const n = Math.abs(value)
  const operands = { n, i: Math.trunc(n), v: visibleDecimals }
  const holds = (relation: Relation): boolean => {
    const operand = operands[relation.operand]
    const taken = relation.modulus === undefined ? operand : operand % relation.modulus
    const inside = Number.isInteger(taken) && relation.in.some(([from, to]) => taken >= from && taken <= to)
    return inside !== (relation.negated ?? false)
  }
  const found = PLURAL_RULES[language].find((rule) => rule.anyOf.some((relations) => relations.every(holds)))
  return found?.category ?? 'other'
}
