// SPDX-License-Identifier: Apache-2.0

/** True where MARSAD_DEBUG is set to anything: faults are then printed with their stack. */
export const isDebugging = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean => (environment['MARSAD_DEBUG'] ?? '') !== ''
