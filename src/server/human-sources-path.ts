// SPDX-License-Identifier: Apache-2.0

/** Where source handlers work: answers here are in no log and no count of requests. */
export const HUMAN_SOURCES_PATH = '/api/v1/human-sources'
