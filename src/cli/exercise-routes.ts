// SPDX-License-Identifier: Apache-2.0
import { buildRouteMap } from '@stricli/core'

import { exerciseCommand } from './exercise.ts'
import { storyCommand } from './exercise-story.ts'

/** `marsad exercise` plays the built-in exercise; `marsad exercise story` one breach over the interface. */
export const exerciseRoutes = buildRouteMap({
  routes: { play: exerciseCommand, story: storyCommand },
  defaultCommand: 'play',
  docs: { brief: 'Run the built-in exercise, or tell the story of one breach over the interface' },
})
