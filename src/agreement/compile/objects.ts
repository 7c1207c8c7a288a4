// SPDX-License-Identifier: Apache-2.0
import { geodesicMeters, quantiseMeters } from '#kernel'

import type { RegisteredObject } from '../document/index.ts'
import type { ObjectClass } from '../terms-vocabulary.ts'
import { condition, reason, type Condition } from './condition.ts'
import type { Scene } from './measure.ts'

/**
 * Makes a test whether an incident lies at a registered object of the given classes, within its radius. Without any such
 * object in the register nothing can be said; the uncertainty reaching over the radius leaves it open.
 */
export function createObjectTest(
  register: readonly RegisteredObject[],
  classes: readonly ObjectClass[],
): (scene: Scene) => Condition {
  const objects = register.filter((object) => classes.includes(object.class))
  if (objects.length === 0) {
    const missing = condition(
      'unknown',
      ...classes.map((objectClass) => reason('no-object-register', { objectClass })),
    )
    return () => missing
  }
  return ({ center, positionUncertaintyMeters }) => {
    const near = objects.map((object) => {
      const meters = geodesicMeters(center, object.position)
      const radiusMeters = object.radiusKilometres * 1_000
      const params = {
        object: object.id,
        objectClass: object.class,
        meters: quantiseMeters(meters),
        uncertaintyMeters: quantiseMeters(positionUncertaintyMeters),
        radiusMeters,
      }
      return {
        params,
        least: meters - positionUncertaintyMeters - radiusMeters,
        greatest: meters + positionUncertaintyMeters - radiusMeters,
      }
    })
    const at = near.filter(({ greatest }) => greatest <= 0)
    if (at.length > 0) return condition('yes', ...at.map(({ params }) => reason('object-near', params)))
    const perhaps = near.filter(({ least }) => least <= 0)
    if (perhaps.length > 0) {
      return condition('unknown', ...perhaps.map(({ params }) => reason('object-edge-uncertain', params)))
    }
    const nearest = near.reduce((a, b) => (b.params.meters < a.params.meters ? b : a))
    return condition('no', reason('no-object-near', nearest.params))
  }
}
