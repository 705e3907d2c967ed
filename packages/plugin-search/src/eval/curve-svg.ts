/** A picture of precision-recall curves. */
import { type Curve, recalls } from './curve.js'

/** A curve and what it is called. */
export interface NamedCurve {
  name: string
  curve: Curve
}

/** In units of the picture. */
const width = 480
const height = 360
const left = 56
const right = 16
const top = 16
const bottom = 48

/** Lines are told apart without colours. */
const dashes = ['', '8 4', '2 3', '8 3 2 3']

/** SVG that has the colour of the text around it, a title, and the numbers in words. The same for the same curves. */
export function toCurveSvg(curves: readonly NamedCurve[]): string {
  const lines = curves.map(({ name, curve }, at) => curveLine(name, curve, dashes[at % dashes.length] ?? ''))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="curve-title curve-desc" fill="none" stroke="currentColor" font-family="system-ui, sans-serif" font-size="12">
<title id="curve-title">Precision-recall curve</title>
<desc id="curve-desc">${curves.map(describe).join(' ')}</desc>
${grid()}
${lines.join('\n')}
${curves.map(({ name }, at) => legendLine(name, at, curves.length)).join('\n')}
</svg>
`
}

function describe({ name, curve }: NamedCurve): string {
  const points = recalls.map((recall, at) => `${number(curve[at] ?? 0)} at ${recall}`)
  return escaped(`Precision of ${name} by recall: ${points.join(', ')}.`)
}

function grid(): string {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
  const label = (text: string | number, at: string) =>
    `<text fill="currentColor" stroke="none" ${at}>${text}</text>`
  const marks = ticks.flatMap((tick) => [
    `<path d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}" opacity="0.2"/>`,
    label(tick, `x="${x(tick)}" y="${height - bottom + 18}" text-anchor="middle"`),
    label(tick, `x="${left - 8}" y="${y(tick) + 4}" text-anchor="end"`),
  ])
  return [
    ...marks,
    label('Recall', `x="${(left + width - right) / 2}" y="${height - 10}" text-anchor="middle"`),
    label('Precision', `x="16" y="${y(0.5)}" text-anchor="middle" transform="rotate(-90 16 ${y(0.5)})"`),
  ].join('\n')
}

function curveLine(name: string, curve: Curve, dash: string): string {
  const points = recalls.map((recall, at) => `${x(recall)},${y(curve[at] ?? 0)}`).join(' ')
  return `<polyline points="${points}" stroke-width="2"${dashed(dash)}><title>${escaped(name)}</title></polyline>`
}

/** The first curve on top; the place below the curves is nearly always free. */
function legendLine(name: string, at: number, count: number): string {
  const line = height - bottom - 16 - 18 * (count - 1 - at)
  const text = `<text fill="currentColor" stroke="none" x="${left + 48}" y="${line + 4}">${escaped(name)}</text>`
  return `<path d="M${left + 12} ${line}h28" stroke-width="2"${dashed(dashes[at % dashes.length] ?? '')}/>${text}`
}

function dashed(dash: string): string {
  return dash === '' ? '' : ` stroke-dasharray="${dash}"`
}

function x(recall: number): number {
  return round(left + recall * (width - left - right))
}

function y(precision: number): number {
  return round(height - bottom - precision * (height - top - bottom))
}

function round(value: number): number {
  return Math.round(100 * value) / 100
}

function number(value: number): string {
  return value.toFixed(2)
}

/** For text and attributes of XML and HTML; characters that XML does not have are left out. */
export function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, (character) => entities[character] ?? character)
  )
}
