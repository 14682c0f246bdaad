import { printable } from '../reporters/printable.ts'

const MAX_TEXT = 2_000

/** A failure in words for instructors: what the assertion said, or what was thrown. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return `Something else than an error was thrown: ${typeof error}`
  const { name, message } = error
  const shown = name === 'Error' || name === 'AssertionError' ? message : `${name}: ${message}`
  return printable(shown, MAX_TEXT) + compared(error)
}

function compared(error: Error): string {
  const { expected, actual } = error as { expected?: unknown; actual?: unknown }
  if (!('expected' in error) || !('actual' in error)) return ''
  return ` (expected ${shortJson(expected)}, received ${shortJson(actual)})`
}

function shortJson(value: unknown): string {
  try {
    return printable(JSON.stringify(value) ?? String(value), 300)
  } catch {
    return 'a value that cannot be shown'
  }
}
