// SPDX-License-Identifier: Apache-2.0
export * from './porch.ts'
export { MATERIAL_KINDS, type HeldMaterial, type MaterialKind } from './vault-shelf.ts'
export * from './vault.ts'
