import { transform } from 'sucrase'

/**
 * Turns a candidate's TypeScript into JavaScript: types go, enums and parameter properties are
 * written out, imports that only name types disappear. Line numbers stay. Visible tests and the
 * box share it, so that what one accepts the other runs. Throws `SyntaxError` for what it cannot
 * read, naming the file.
 */
export function transpile(source: string, file: string): string {
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
