/** The layout of all pages for which a test gives none: it shows what plugins have part in. */
import { type ComponentType, h } from 'preact'
import type { EntryProps, LayoutModule, StandardProps } from '../hooks/layout.js'
import type { HeadElement } from '../model.js'

/** Title, head elements, style sheets, scripts, params, the data of the entry and its content. */
export const standIn: LayoutModule = { default: StandIn as ComponentType<never> }

function StandIn(props: StandardProps & Partial<EntryProps>) {
  const { site, page, head, styles, scripts, entry, content } = props
  const title = page.title ?? site.title
  return h('html', { lang: site.language }, [
    h('head', null, [
      h('title', null, title),
      ...head.map(toElement),
      ...styles.map((href) => h('link', { rel: 'stylesheet', href })),
      ...scripts.map((src) => h('script', { type: 'module', src })),
    ]),
    h('body', { 'data-layout': page.layout }, [
      h('h1', null, title),
      h('p', null, page.description),
      h('pre', { class: 'params' }, JSON.stringify(page.params)),
      entry ? h('pre', { class: 'data' }, JSON.stringify(entry.data)) : null,
      content ? h('main', { dangerouslySetInnerHTML: content }) : null,
    ]),
  ])
}

/** As in the theme, text can't end the element that it stands in. */
function toElement({ tag, attributes = {}, text }: HeadElement) {
  if (tag !== 'script' && tag !== 'style') return h(tag, attributes, text)
  return h(tag, { ...attributes, dangerouslySetInnerHTML: { __html: (text ?? '').replace(/</g, '\\u003c') } })
}
