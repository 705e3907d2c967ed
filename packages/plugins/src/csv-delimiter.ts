import { toCsvRows } from './csv-rows.js'

/** What may stand between cells; of equals the first wins. */
export const delimiters = [',', ';', '\t', '|'] as const

/** Characters and rows that are looked at. */
const sample = { size: 65_536, rows: 50 }

/**
 * The delimiter of a CSV text: the one by which most of the first rows have as many cells as the header, and of several
 * the one that makes most cells. A comma where there is one column only.
 */
export function delimiterOf(text: string): string {
  let best: { delimiter: string; share: number; cells: number } = { delimiter: ',', share: 0, cells: 1 }
  for (const delimiter of delimiters) {
    const rows = toCsvRows(text.slice(0, sample.size), delimiter)
    const [header, ...others] = rows.filter(({ problem }) => !problem).slice(0, sample.rows)
    const cells = header?.cells.length ?? 0
    if (cells < 2) continue
    const fitting = others.filter((row) => row.cells.length === cells).length
    const share = others.length === 0 ? 1 : fitting / others.length
    if (share > best.share || (share === best.share && cells > best.cells)) best = { delimiter, share, cells }
  }
  return best.delimiter
}
