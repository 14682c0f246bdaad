import { registerHooks } from 'node:module'
import { importRefusal } from '@workshop/testkit/import-refusal'
import { transpile } from '@workshop/testkit/transpile'
import { loadedSdk } from './sdk.ts'

/** The files of one candidate: `entry` is the exercise's file, `files` all texts by path. */
export interface CandidateFiles {
  entry: string
  files: Record<string, string>
  /** SDK packages that it may import: those its section teaches. */
  packages: string[]
}

const loaded = new Map<string, CandidateFiles>()
const SCHEME = 'candidate:'
let loads = 0

/** Loads a candidate from memory; its imports reach its own files, Node's modules and the SDK. */
export async function loadCandidate(exercise: string, files: CandidateFiles): Promise<object> {
  const root = `${exercise}-${++loads}`
  loaded.set(root, files)
  return (await import(`${SCHEME}///${root}/${files.entry}`)) as object
}

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context
    if (specifier.startsWith(SCHEME)) return { url: specifier, shortCircuit: true }
    if (!parentURL?.startsWith(SCHEME)) return next(specifier, context)
    const { root, candidate } = candidateOf(parentURL)
    if (/^\.{0,2}\//.test(specifier)) {
      return { url: ownFile(specifier, parentURL, { root, candidate }), shortCircuit: true }
    }
    const refusal = importRefusal(specifier, candidate.packages)
    if (refusal !== undefined) throw new Error(refusal)
    if (loadedSdk.has(specifier)) return { url: `sdk:${specifier}`, shortCircuit: true }
    return next(specifier, context)
  },
  load(url, context, next) {
    if (url.startsWith('sdk:'))
      return { format: 'module', source: facade(url.slice(4)), shortCircuit: true }
    if (!url.startsWith(SCHEME)) return next(url, context)
    const { candidate, path } = candidateOf(url)
    const text = candidate.files[path]!
    if (path.endsWith('.json')) return { format: 'json', source: text, shortCircuit: true }
    const source = /\.m?js$/.test(path) ? text : transpile(text, path)
    return { format: 'module', source, shortCircuit: true }
  },
})

function candidateOf(url: string): { root: string; candidate: CandidateFiles; path: string } {
  const [root = '', ...path] = decodeURI(url).slice(`${SCHEME}///`.length).split('/')
  const candidate = loaded.get(root)
  if (!candidate) throw new Error('An unknown candidate was imported')
  return { root, candidate, path: path.join('/') }
}

/** Tries a path as it is, with the endings it may lack, and `.ts` for `.js`. */
function ownFile(
  specifier: string,
  parentURL: string,
  { root, candidate }: { root: string; candidate: CandidateFiles },
): string {
  const { path } = candidateOf(new URL(specifier, parentURL).href)
  const bare = path.replace(/\.js$/, '')
  const tries = [path, `${bare}.ts`, `${path}.ts`, `${path}.js`, `${path}/index.ts`]
  const found = tries.find((name) => Object.hasOwn(candidate.files, name))
  if (found === undefined) throw new Error(`"${specifier}" is not among the files of this exercise`)
  return `${SCHEME}///${root}/${encodeURI(found)}`
}

Object.defineProperty(globalThis, Symbol.for('workshop.sdk'), { value: loadedSdk })

function facade(name: string): string {
  const names = Object.keys(loadedSdk.get(name)!).filter(
    (key) => /^[\w$]+$/.test(key) && key !== 'default',
  )
  return [
    `const sdk = globalThis[Symbol.for('workshop.sdk')].get(${JSON.stringify(name)})`,
    ...names.map((key) => `export const ${key} = sdk.${key}`),
  ].join('\n')
}
