// SPDX-License-Identifier: Apache-2.0

/** Where source handlers work: answers here are in no log and no count of requests. */
export const HUMAN_SOURCES_PATH = '/api/v1/human-sources'

/** Where the public writes to the mission while a decision stands: in no log and no count either. */
export const INTAKE_PATH = '/intake'
