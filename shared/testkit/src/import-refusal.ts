import { isBuiltin } from 'node:module'

/**
 * Why a candidate may not import a module that is not among its own files, in the words that a
 * student reads in the box and in visible tests alike; undefined where it may. `packages` are those
 * that its section teaches.
 */
export function importRefusal(specifier: string, packages: readonly string[]): string | undefined {
  if (packages.includes(specifier) || isBuiltin(specifier)) return undefined
  const known = ["Node's own modules", ...packages].join(', ')
  return `"${specifier}" cannot be imported here: there are ${known}`
}
