// SPDX-License-Identifier: Apache-2.0
export * from './consent.ts'
export * from './intake.ts'
export * from './strip-image.ts'
export type { StrippedImage } from './stripped-image.ts'
export * from './vault-manifest.ts'
