// SPDX-License-Identifier: Apache-2.0
import type { Map as MapView } from 'maplibre-gl'
import { objectSymbolUrls } from 'virtual:object-symbols'

/** Pictures are this much larger than they stand on the map, so that they stay sharp. */
const PIXEL_RATIO = 1.6
const PREFIX = 'object-'

/** What the style calls the symbol of an object, by its class. */
export const OBJECT_IMAGE = ['concat', PREFIX, ['get', 'class']]

/** Lets a map load the symbols of objects as it comes to need them. */
export function supplyObjectImages(map: MapView): void {
  map.setMissingStyleImageResolver(async (id) => {
    const url = objectSymbolUrls[id.slice(PREFIX.length)]
    if (url === undefined) return
    const image = new Image()
    image.src = url
    await image.decode()
    if (!map.hasImage(id)) map.addImage(id, image, { pixelRatio: PIXEL_RATIO })
  })
}
