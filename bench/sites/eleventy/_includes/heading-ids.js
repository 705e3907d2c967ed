/** Gives headings ids made of their texts, a number behind those that repeat. @param {any} markdown */
export function headingIds(markdown) {
  markdown.core.ruler.push('heading-ids', (/** @type {any} */ state) => {
    /** @type {Map<string, number>} */
    const seen = new Map()
    for (const [index, token] of state.tokens.entries()) {
      if (token.type !== 'heading_open') continue
      const slug = state.tokens[index + 1].content.toLowerCase().replace(/[^a-z0-9]+/g, '-')
      const count = seen.get(slug) ?? 0
      seen.set(slug, count + 1)
      token.attrSet('id', count === 0 ? slug : `${slug}-${count}`)
    }
  })
}
