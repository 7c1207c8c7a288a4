// SPDX-License-Identifier: Apache-2.0
import { withoutIsolates } from './isolation.ts'

/**
 * Words of likelihood and words of confidence in the five languages. ICD 203 forbids the two in one sentence, since a reader takes
 * "low confidence, very likely" for an average of the two.
 */
const LIKELIHOOD_WORDS =
  /likelihood|\bprobab|\b(?:un)?likely\b|almost certain|almost no chance|roughly even chance|الأرجحية|أرجحية|مرجّح|vraisembla|ймовірн|вероятн/i
const CONFIDENCE_WORDS =
  /\bconfidence\b|درجة الثقة|ثقة (?:عالية|متوسطة|منخفضة)|\bconfiance\b|впевненост|уверенност|рівень довіри|степень доверия/i

/** A full stop ends a sentence unless a digit follows it (48.1); cells, headings and lines end one too. */
const SENTENCE_END =
  /(?<=[.!?؟…])(?!\d)\s*|[\n\r|]+|<\/?(?:p|li|td|th|dt|dd|div|h\d|tr|text|title|caption|option|label)\b[^>]*>/i

/** Sentences of a rendered page or text that speak of likelihood and of confidence at once; a page that goes out has none. */
export function findMixedSentences(text: string): readonly string[] {
  return withoutIsolates(text)
    .split(SENTENCE_END)
    .map((sentence) =>
      sentence
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((sentence) => LIKELIHOOD_WORDS.test(sentence) && CONFIDENCE_WORDS.test(sentence))
}
