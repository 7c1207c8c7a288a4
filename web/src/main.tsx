// SPDX-License-Identifier: Apache-2.0
import '@mantine/core/styles.css'
import '@fontsource-variable/noto-sans'
import '@fontsource-variable/noto-sans-arabic'
import './app/frame.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { App } from './app/app.tsx'
import { paintFirst } from './app/paint-first.ts'

paintFirst()

const root = document.querySelector('#root')
if (root === null) throw new TypeError('the page has no root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
