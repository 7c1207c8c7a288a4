// SPDX-License-Identifier: Apache-2.0
import { describePeople } from './people.contract.ts'

describePeople('SQLite')
