export interface DocumentedOption {
  name: string
  meaning: string
  value: string | undefined
  words: string | undefined
}
export function optionsIn(file: string, name: string): DocumentedOption[]
export function withOptionTables(text: string): string
