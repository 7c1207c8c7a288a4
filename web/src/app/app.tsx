// SPDX-License-Identifier: Apache-2.0
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'

import { SessionProvider } from '../api/session.tsx'
import { LanguageProvider } from './preferences.tsx'
import { Shell } from './shell.tsx'
import { theme } from './theme.ts'

const queries = new QueryClient({
  defaultOptions: {
    // Also where the browser thinks that there is no network: the service may stand on this machine.
    queries: { retry: false, staleTime: 5_000, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

/** Styles that components write at run time carry the nonce of the page (src/server/routes/pages.ts). */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

export function App() {
  return (
    <DirectionProvider initialDirection="rtl" detectDirection={false}>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={queries}>
          <SessionProvider>
            <LanguageProvider>
              <Shell />
            </LanguageProvider>
          </SessionProvider>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  )
}
