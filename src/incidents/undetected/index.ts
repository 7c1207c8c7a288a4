// SPDX-License-Identifier: Apache-2.0
export * from './closed-forms.ts'
export * from './conditional-likelihood.ts'
export * from './estimate-undetected.ts'
export * from './surveyed-incident.ts'
