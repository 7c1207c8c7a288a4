// SPDX-License-Identifier: Apache-2.0
export * from './agreement-schema.ts'
export { agreementJsonSchema } from './json-schema.ts'
export { agreementDigest, parseAgreement, toAgreement } from './parse-agreement.ts'
export { placesOfProblems, type TextPlace } from './text-places.ts'
export { DEFAULT_PROCEDURE, type Procedure } from './procedure-schema.ts'
export type { AgreedLine, RegisteredObject, Zone } from './place-schema.ts'
export type { Gate, Ladder, Provision } from './provision-schema.ts'
export { namesSchema, type Names } from './text-schema.ts'
