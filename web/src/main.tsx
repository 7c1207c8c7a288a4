// SPDX-License-Identifier: Apache-2.0
import '@mantine/core/styles.css'
import '@fontsource-variable/noto-sans'
import '@fontsource-variable/noto-sans-arabic'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <DirectionProvider initialDirection="rtl">
      <MantineProvider>
        <p>مرصد</p>
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
)
