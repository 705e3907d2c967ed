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
function safeAttributes(attributes: Record<string, string | boolean>): Record<string, string | boolean> {
  const entries = Object.entries(attributes)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => /^[a-z][a-z0-9:._-]*$/.test(name) && !/^(on.*|src|key|ref|children)$/.test(name))
  return Object.fromEntries(entries)
}

function isDataType(type: string | boolean | undefined): boolean {
  return typeof type === 'string' && /^(application\/([\w.-]+\+)?json|speculationrules)$/i.test(type.trim())
}
