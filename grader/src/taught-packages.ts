import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { SDK_PACKAGES } from '@workshop/aws/sdk-packages'
import { GraderError } from './grader-error.ts'

/**
 * The SDK packages that a section's `package.json` depends on, which its candidates may import.
 *
 * @throws {GraderError} where the file cannot be read.
 */
export async function taughtPackages(section: string): Promise<string[]> {
  const file = path.join(section, 'package.json')
  try {
    const { dependencies = {} } = JSON.parse(await readFile(file, 'utf8')) as Manifest
    return Object.keys(SDK_PACKAGES).filter((name) => Object.hasOwn(dependencies, name))
  } catch (error) {
    throw new GraderError(`Cannot read "${file}"`, {
      fix: 'Write the file: every section is a package, and names the SDK packages it teaches',
      cause: error,
    })
  }
}

/** The packages that all of some exercises may import. */
export function commonPackages(exercises: readonly { packages: readonly string[] }[]): string[] {
  const [first, ...others] = exercises
  return (first?.packages ?? []).filter((name) =>
    others.every(({ packages }) => packages.includes(name)),
  )
}

interface Manifest {
  dependencies?: Record<string, string>
}
