/**
 * The text of an entry: its fields as frontmatter, then the body. Whatever characters a field has, they are written in
 * ASCII, so that each comes through.
 */
export function written(fields: Record<string, unknown>, body = ''): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${inAscii(value)}\n`)
  return `---\n${lines.join('')}---\n${body}\n`
}

function inAscii(value: unknown): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value).replace(/[^ -~]/g, escaped)
}
