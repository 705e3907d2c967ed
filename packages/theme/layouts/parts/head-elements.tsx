import type { HeadElement } from '@blog-build/core/layout'

/** What the plugins put into the head. Scripts that would run are left out. */
export function HeadElements({ head }: { head: HeadElement[] }) {
  return head.map(toElement)
}

function toElement({ tag, attributes = {}, text = '' }: HeadElement) {
  const safe = safeAttributes(attributes)
  if (tag === 'meta') return <meta {...safe} />
  if (tag === 'link') return <link {...safe} />
  if (tag === 'title') return <title>{text}</title>
  if (tag === 'style')
    return <style {...safe} dangerouslySetInnerHTML={{ __html: text.replace(/<\//g, '<\\/') }} />
  if (!isDataType(safe.type)) return null
  return <script {...safe} dangerouslySetInnerHTML={{ __html: text.replace(/</g, '\\u003c') }} />
}

/** Plain attributes only: no handlers, no source to load, nothing that means something to Preact. */
const plain = /^(?!on|(?:src|key|ref|children)$)[a-z][a-z0-9:._-]*$/

function safeAttributes(attributes: Record<string, string | boolean>): Record<string, string | boolean> {
  const safe: Record<string, string | boolean> = {}
  for (const [name, value] of Object.entries(attributes)) {
    const lower = name.toLowerCase()
    if (plain.test(lower)) safe[lower] = value
  }
  return safe
}

function isDataType(type: string | boolean | undefined): boolean {
  return typeof type === 'string' && /^(application\/([\w.-]+\+)?json|speculationrules)$/i.test(type.trim())
}
