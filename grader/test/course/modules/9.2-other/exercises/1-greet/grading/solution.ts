// canary-in-the-solution-b64e07

/** Greets by name, or without one. */
export function greeting(name: string): string {
  return name === '' ? 'Good morning' : `Good morning, ${name}`
}
