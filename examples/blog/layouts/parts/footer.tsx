import { type FooterProps, Footer as Original } from '@theme/parts/footer'

/** The theme's footer, and a line of our own. A file of the same name takes the place of the theme's. */
export function Footer(props: FooterProps) {
  return (
    <>
      <Original {...props} />
      <p style="text-align: center">Written on disks that we trust.</p>
    </>
  )
}
