// SPDX-License-Identifier: Apache-2.0

/** Whether whoever looks has asked for less motion. */
export const wantsStillness = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches
