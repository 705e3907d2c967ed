import type { StandardProps } from '@blog-build/core/layout'
import type { ComponentChildren } from 'preact'
import { Footer } from './footer'
import { HeadElements } from './head-elements'
import { Header } from './header'
import { words } from './words'

export interface DocumentProps extends StandardProps {
  /** Title of the page, without the site's. @default page.title */
  title?: string
  /** For style sheets: the layout's name is the class of `<body>`. */
  children: ComponentChildren
}

/** The whole `<html>` around the main part of a page. */
export function Document({ site, page, head, styles, scripts, title = page.title, children }: DocumentProps) {
  const description = page.description ?? site.description
  const has = (tag: string, name?: string) =>
    head.some((element) => element.tag === tag && (!name || element.attributes?.name === name))
  return (
    <html lang={site.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {!has('title') && (
          <title>{title && title !== site.title ? `${title} · ${site.title}` : site.title}</title>
        )}
        {description && !has('meta', 'description') && <meta name="description" content={description} />}
        {!has('meta', 'color-scheme') && <meta name="color-scheme" content="light dark" />}
        <HeadElements head={head} />
        {styles.map((address) => (
          <link key={address} rel="stylesheet" href={address} />
        ))}
        {scripts.map((address) => (
          <script key={address} type="module" src={address} />
        ))}
      </head>
      <body class={`layout-${page.layout}`}>
        {/* A capital letter: ids made from headings never have one. */}
        <a class="skip" href="#Main">
          {words.skip}
        </a>
        <Header site={site} page={page} head={head} />
        <main id="Main" tabindex={-1}>
          {children}
        </main>
        <Footer site={site} head={head} />
      </body>
    </html>
  )
}
