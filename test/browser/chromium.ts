// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'

import { chromium, type Browser } from 'playwright-core'

/** Debian's own; nothing is fetched. */
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

export const chromiumPath: string | null = PATHS.find((path) => existsSync(path)) ?? null

/** Why the tests in a browser cannot run here; empty where they can. */
export const noBrowser = chromiumPath === null ? `no Chromium at ${PATHS.join(', ')}` : ''

/** A browser that draws in software and asks nobody outside. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath ?? '', args: FLAGS })
