// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { parseInstant } from '#kernel'

/** A moment as it comes from outside: RFC 3339 in UTC, within the years and digits that an instant can hold. */
export const instantTextSchema = z.iso
  .datetime({ offset: false })
  .refine((text) => parseInstant(text).ok, 'instant-unreadable')
