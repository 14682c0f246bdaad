import { GraderError } from '../grader-error.ts'
import type { Reporter } from './reporter.ts'

/** Every format that `--report` takes, by name; a format's code is loaded when it is asked for. */
export const reporters = {
  text: () => import('./text.ts').then(({ text }) => text),
  json: () => import('./json.ts').then(({ json }) => json),
  junit: () => import('./junit.ts').then(({ junit }) => junit),
  csv: () => import('./csv.ts').then(({ csv }) => csv),
  markdown: () => import('./markdown.ts').then(({ markdown }) => markdown),
  github: () => import('./github.ts').then(({ github }) => github),
  classroom50: () => import('./classroom50.ts').then(({ classroom50 }) => classroom50),
} satisfies Record<string, () => Promise<Reporter>>

/** The name of a format, as in `--report junit`. */
export type Format = keyof typeof reporters

/** Says whether there is a reporter of this name. */
export function isFormat(name: string): name is Format {
  return Object.hasOwn(reporters, name)
}

/**
 * Loads the reporter of a format.
 *
 * @throws {GraderError} where there is no such format; the fix lists those there are.
 */
export async function loadReporter(name: string): Promise<Reporter> {
  if (!isFormat(name)) {
    throw new GraderError(`There is no report format "${name}"`, {
      fix: `Use one of: ${Object.keys(reporters).join(', ')}`,
    })
  }
  return reporters[name]()
}
