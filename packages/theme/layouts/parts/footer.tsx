import type { HeadElement, StandardProps } from '@blog-build/core/layout'
import { words } from './words'

export type FooterProps = Pick<StandardProps, 'site' | 'head'>

/** Name of the site, and its feed if the head announces one. */
export function Footer({ site, head }: FooterProps) {
  const feed = head.find(isFeed)?.attributes?.href
  return (
    <footer class="site-footer">
      <a href={site.home}>{site.title}</a>
      {typeof feed === 'string' && <a href={feed}>{words.feed}</a>}
    </footer>
  )
}

function isFeed({ tag, attributes }: HeadElement): boolean {
  const { rel, type } = attributes ?? {}
  return tag === 'link' && rel === 'alternate' && /\b(rss|atom|feed)\b/.test(String(type))
}
