// SPDX-License-Identifier: Apache-2.0
import type { Effect } from '#agreement'
import type { Observation } from '#observations'

/**
 * Stems at the beginning of a word, in the languages of the feed's media and of the mission. What explodes for a living
 * (sappers, explosives found) is no explosion, and fire that is opened or ceased is none that burns.
 */
const EXPLOSION = stems(
  'explosion|explod|detonation|blasts?\\b|вибух(?!івк|ов|отех|онеб)|взрыв(?!чат|оопас|отех|ник)|взорвал|детонац|انفجار|انفجر',
)
const BURNING = stems(
  'burning|burned|burnt|blaze|wildfire|fire broke out|caught fire|on fire\\b|incendie|en feu\\b|brûl|пожеж|пожар|горить|горять|горіл|горит|горят|горел|загор|займан|возгоран|полыха|палає|палають|حريق|حرائق|يحترق',
)
const COUNTED = new RegExp('(?<![\\p{L}\\p{N}])(\\d{1,3})\\s+(?:explosions|blasts|вибух|взрыв|انفجار)', 'iu')

function stems(alternatives: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${alternatives})`, 'iu')
}

/** What a headline itself says of an effect, where no label does; null where it says none either. */
export function effectInHeadline(headline: string): Effect | null {
  if (EXPLOSION.test(headline)) return 'explosion-undetermined'
  return BURNING.test(headline) ? 'reported-fire' : null
}

/** How many explosions a headline counts; one at least where it does not say. */
export function countInHeadline(headline: string): Observation['count'] {
  const value = Number(COUNTED.exec(headline)?.[1] ?? 0)
  return value > 0 ? { value, qualifier: 'about' } : { value: 1, qualifier: 'at-least' }
}
