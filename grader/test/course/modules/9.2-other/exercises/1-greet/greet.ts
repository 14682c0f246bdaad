/** Greets by name, or without one. */
export function greeting(_name: string): string {
  throw new Error('Not written yet')
}
