import { MockTarget } from '@workshop/aws/mock-target'
import { type CheckContext, prepareCheck } from './check-context.ts'

/** Always the same, so that a demo prints the same on every machine. */
const SEED = 3

/** What a lesson's demo needs: an embedded AWS of its own, and its clock. */
export type DemoWorld = Pick<CheckContext, 'aws' | 'clock' | 'sleep' | 'random'>

/** Makes the world of a demo: an empty account on the fakes, in which nothing really waits. */
export function demoWorld(): DemoWorld {
  return prepareCheck({ seed: SEED, target: (world) => new MockTarget(world) }).context
}

/** Prints rows under headings, as wide as they have to be; numbers stand on the right. */
export function printTable(headings: string[], rows: (string | number)[][]): void {
  const lines = [headings, ...rows.map((row) => row.map(shown))]
  const widths = headings.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)))
  const isNumber = headings.map((_, at) => rows.every((row) => typeof row[at] === 'number'))
  for (const line of lines) {
    const cells = line.map((cell, at) =>
      isNumber[at] ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!),
    )
    console.log(cells.join('  ').trimEnd())
  }
}

function shown(cell: string | number): string {
  return typeof cell === 'number' ? cell.toLocaleString('en-US') : cell
}
