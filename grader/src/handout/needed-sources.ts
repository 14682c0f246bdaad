import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** Where the packages of the workspace have their sources; the handout takes no others. */
const PACKAGES: Record<string, string> = {
  '@workshop/aws': 'shared/aws',
  '@workshop/exercise': 'shared/exercise',
  '@workshop/testkit': 'shared/testkit',
}

const MAIN: Record<string, string> = {
  '@workshop/exercise': 'exercise',
  '@workshop/testkit': 'index',
}

/**
 * The sources that `entries` import, directly or not, types included; paths from `root` with `/`,
 * sorted. What nothing imports, tests and their fixtures above all, is not among them.
 */
export async function neededSources(root: string, entries: readonly string[]): Promise<string[]> {
  const needed = new Set(entries)
  for (const file of needed) {
    const text = await readFile(path.join(root, file), 'utf8')
    for (const imported of importsOf(text)) {
      const source = sourceOf(imported, file)
      if (source !== undefined) needed.add(source)
    }
  }
  return [...needed].toSorted()
}

/** What a text imports, statically or with a literal; examples in comments do not count. */
function importsOf(text: string): string[] {
  const code = text.replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, '')
  const pattern = /(?:\bfrom\s+|\bimport\s*\(?\s*)'([^'\n]+)'/g
  return [...code.matchAll(pattern)].map(([, specifier]) => specifier!)
}

function sourceOf(specifier: string, importer: string): string | undefined {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(importer), specifier)
  const [scope, name, ...rest] = specifier.split('/')
  const folder = PACKAGES[`${scope}/${name}`]
  if (folder === undefined) return undefined
  return `${folder}/src/${rest.join('/') || MAIN[`${scope}/${name}`]}.ts`
}
