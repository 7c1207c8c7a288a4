// SPDX-License-Identifier: Apache-2.0
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const petrol: MantineColorsTuple = [
  '#e8f4f4',
  '#d3e6e7',
  '#a9ced1',
  '#7cb5b9',
  '#569fa5',
  '#3d9198',
  '#2b7f87',
  '#1c6b73',
  '#125a62',
  '#0a464d',
]

/** Calm and dense: small type, little colour, so that what has a colour means something. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: 7,
  colors: { petrol },
  autoContrast: true,
  fontFamily: "'Noto Sans Variable', 'Noto Sans Arabic Variable', system-ui, sans-serif",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } },
  },
  defaultRadius: 'sm',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // The frame never scrolls, only the page in it; the kit's lock writes a style that the content policy refuses.
    Modal: { defaultProps: { lockScroll: false } },
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'xs' } },
  },
})
