export function hookTable(): string
export function withHookTable(text: string): string
export function readDocument(): string
