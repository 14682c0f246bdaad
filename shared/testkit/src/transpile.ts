import { transform } from 'sucrase'
import { findNamespace } from './namespaces.ts'

/**
 * Turns a candidate's TypeScript into JavaScript: types go, enums and parameter properties are
 * written out, imports that only name types disappear. Line numbers stay. Visible tests and the
 * box share it, so that what one accepts the other runs. Throws `SyntaxError` for what it cannot
 * read and for namespaces, naming file and place.
 */
export function transpile(source: string, file: string): string {
  const code = withoutTypes(source, file)
  const namespace = findNamespace(source)
  if (namespace === undefined) return code
  const refusal = `A namespace cannot be run here, export its members instead (${namespace})`
  throw new SyntaxError(`Error transforming ${file}: ${refusal}`)
}

function withoutTypes(source: string, file: string): string {
  try {
    return transform(source, {
      transforms: ['typescript'],
      disableESTransforms: true,
      preserveDynamicImport: true,
      filePath: file,
    }).code
  } catch (error) {
    throw new SyntaxError(error instanceof Error ? error.message : String(error))
  }
}
