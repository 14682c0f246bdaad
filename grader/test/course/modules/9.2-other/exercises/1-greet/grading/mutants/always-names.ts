/** Greets a name that is not there, too. */
export function greeting(name: string): string {
  return `Good morning, ${name}`
}
