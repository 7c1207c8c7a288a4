// SPDX-License-Identifier: Apache-2.0
import { estimateUndetected, type Survey, type SurveyedIncident, type UndetectedEstimate } from '#incidents'
import { formatKey, wordKey, type Language } from '#messages'

import { SURVEY_LISTS, type CountingTally, type SurveyList } from './counting-tally.ts'
import { inAllLanguages, mapLanguages, type TextsInAll } from './texts.ts'

/** Estimate of the incidents that nobody detected, or why there is none, with the lists it would rest on. */
export interface UndetectedDocument {
  readonly result: UndetectedEstimate
  readonly unit: TextsInAll
  readonly lists: readonly {
    readonly list: SurveyList
    readonly incidents: number
    /** Of these, on another list as well. */
    readonly shared: number
  }[]
  readonly text: TextsInAll
}

/**
 * Estimates from the incidents of a report that are likely military activity. Nothing in a journal says where and when each
 * list could have seen anything, so that for now the opportunity is unknown.
 */
export function toUndetectedDocument(tally: CountingTally): UndetectedDocument {
  const survey = surveyOf(tally)
  const result = estimateUndetected(survey)
  return {
    result,
    unit: inAllLanguages('unit.likely-incidents'),
    lists: survey.lists.map(({ name }, k) => {
      const on = survey.incidents.filter(({ listed }) => listed[k])
      const shared = on.filter(({ listed }) => listed.filter(Boolean).length > 1)
      return { list: name as SurveyList, incidents: on.length, shared: shared.length }
    }),
    text: undetectedText(result),
  }
}

/** The estimate in its form of words: what was observed, what is estimated between which ends, by which lists, what was left out. */
export function undetectedText(result: UndetectedEstimate): TextsInAll {
  if (result.kind === 'refused') {
    const { observed, reason } = result
    const said = inAllLanguages('undetected.refused', { observed })
    const because = inAllLanguages(`undetected-refusal.${reason.code}`, (language) =>
      wordsOf(language, reason.params),
    )
    return mapLanguages((language) => `${said[language]} ${because[language]}`)
  }
  const { observed, estimate, interval, lists, shareWithoutOpportunity } = result
  return inAllLanguages('undetected.estimated', (language) => ({
    observed,
    estimate: Math.round(estimate),
    low: Math.round(interval[0]),
    high: Math.round(interval[1]),
    lists: lists.map((list) => formatKey(language, wordKey('survey-list', list))).join('; '),
    share: shareWithoutOpportunity,
  }))
}

/** Parameters with the name of a list in words. */
const wordsOf = (language: Language, { list, ...params }: Readonly<Record<string, string | number>>) =>
  list === undefined ? params : { ...params, list: formatKey(language, wordKey('survey-list', String(list))) }

function surveyOf({ likelyByLists }: CountingTally): Survey {
  const combinations = [...likelyByLists]
    .filter(([names]) => names !== '')
    .map(([names, incidents]) => ({
      names: names.split(','),
      incidents,
    }))
  const lists = SURVEY_LISTS.filter((list) => combinations.some(({ names }) => names.includes(list)))
  return {
    lists: lists.map((name) => ({ name, covariates: [], copies: null })),
    incidents: combinations.flatMap(({ names, incidents }) => {
      const one: SurveyedIncident = {
        listed: lists.map((list) => names.includes(list)),
        opportunity: lists.map(() => true),
        covariates: {},
      }
      return Array.from({ length: incidents }, () => one)
    }),
    opportunity: { kind: 'unknown' },
  }
}
