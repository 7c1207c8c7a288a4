// SPDX-License-Identifier: Apache-2.0
export * from './enrolment-code.ts'
export type { OwnCredentials } from './own-credentials.ts'
export * from './people-commands.ts'
export type { PeopleContext } from './people-context.ts'
export type { Enrolment, PeopleDesk } from './people-desk.ts'
export * from './people.ts'
export type { OpenSession, SessionEnd, Sessions } from './sessions.ts'
export type { Entry, SignInDesk } from './sign-in-desk.ts'
