// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

import { agreementSchema } from './agreement-schema.ts'

/** The form of terms as JSON Schema (draft 2020-12); what contradicts itself is beyond it and found by reading alone. */
export const agreementJsonSchema = (): object => z.toJSONSchema(agreementSchema, { target: 'draft-2020-12' })
