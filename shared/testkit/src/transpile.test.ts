import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { transpile } from './transpile.ts'

/** TypeScript that a student may write, as a script whose last value is the answer. */
const RUNS: [string, string, unknown][] = [
  ['an enum', `enum Tier { Standard = 'STANDARD', Glacier = 'GLACIER' }\nTier.Glacier`, 'GLACIER'],
  ['a numeric enum, both ways', `enum Size { S, L = 4, XL }\n[Size.XL, Size[5]].join()`, '5,XL'],
  ['a const enum', `const enum Size { S = 1 }\nSize.S`, 1],
  [
    'parameter properties',
    `class Row { constructor(readonly fare: number, private tip = 2) {} sum() { return this.fare + this.tip } }\nnew Row(7).sum()`,
    9,
  ],
  [
    'an abstract class with overrides',
    `abstract class Shape { abstract area(): number; twice() { return 2 * this.area() } }
     class Square extends Shape { constructor(private side: number) { super() } override area() { return this.side ** 2 } }
     new Square(3).twice()`,
    18,
  ],
  ['satisfies', `const limits = { page: 100 } satisfies Record<string, number>\nlimits.page`, 100],
  ['as const and assertions', `const sizes = [1, 2] as const; (sizes as readonly number[])[1]!`, 2],
  ['angle-bracket assertions', `const size = <number>(3 as unknown)\nsize`, 3],
  ['a generic arrow', `const first = <T>(items: T[]): T => items[0]!\nfirst([7])`, 7],
  ['a generic arrow with a comma', `const same = <T,>(item: T): T => item\nsame(7)`, 7],
  [
    'const type parameters',
    `function list<const T>(items: T): T { return items }\nlist([7])[0]`,
    7,
  ],
  [
    'overloads',
    `function size(of: string): number\nfunction size(of: unknown[]): number\nfunction size(of: { length: number }) { return of.length }\nsize('abc')`,
    3,
  ],
  [
    'type guards',
    `const isText = (x: unknown): x is string => typeof x === 'string'\nisText('a')`,
    true,
  ],
  [
    'assertion functions',
    `function must(x: unknown): asserts x is string { if (!x) throw new Error() }\nmust('a'); 'held'`,
    'held',
  ],
  [
    'declared and definite fields',
    `class Row { declare id: string; fare!: number; #tip = 2; get tip() { return this.#tip } }\nnew Row().tip`,
    2,
  ],
  [
    'index signatures and unions',
    `type Rows = { [key: string]: number | undefined }\nconst rows: Rows = { a: 1 }\nrows['a'] ?? 0`,
    1,
  ],
  [
    'a `this` parameter',
    `function fare(this: { base: number }, tip: number) { return this.base + tip }\nfare.call({ base: 7 }, 2)`,
    9,
  ],
  [
    'template types and infer',
    "type Tail<T> = T extends `a${infer Rest}` ? Rest : never\nconst tail: Tail<'ab'> = 'b'\ntail",
    'b',
  ],
  [
    'optional chaining with `!`',
    `const row: { fare?: { sum: number } } = { fare: { sum: 7 } }\nrow.fare!.sum`,
    7,
  ],
  [
    'private names in an object',
    `class Row { #tip = 1; static has(x: object) { return #tip in x } }\nRow.has(new Row())`,
    true,
  ],
  ['static blocks', `class Row { static size: number; static { this.size = 7 } }\nRow.size`, 7],
  ['logical assignment and separators', `let rows: number | undefined; rows ??= 1_000; rows`, 1000],
]

describe('transpile', () => {
  test.each(RUNS)('runs %s', (_, source, answer) => {
    expect(runInNewContext(transpile(source, 'claim-username.ts'))).toEqual(answer)
  })

  test('drops imports that only name types, marked or not, and keeps the others', () => {
    const source = [
      `import type { S3Client } from '@aws-sdk/client-s3'`,
      `import { GetObjectCommand, type PutObjectCommandInput, GetObjectCommandOutput } from '@aws-sdk/client-s3'`,
      `import { Readable } from 'node:stream'`,
      `import './claim-log.ts'`,
      `export type { S3Client }`,
      `export const read = (client: S3Client, body: Readable): GetObjectCommandOutput =>`,
      `  client.send(new GetObjectCommand({}))`,
    ].join('\n')
    const code = transpile(source, 'claim-username.ts')
    expect(code).toMatch(/import \{ *GetObjectCommand,? *\} from '@aws-sdk\/client-s3'/)
    expect(code).toContain(`import './claim-log.ts'`)
    expect(code).not.toContain('node:stream')
    expect(code).not.toContain('S3Client')
    expect(code).not.toContain('PutObjectCommandInput')
  })

  test('keeps dynamic imports and top-level await', () => {
    const source = `const { readFile } = await import('node:fs/promises')\nexport { readFile }`
    expect(transpile(source, 'claim-username.ts')).toContain(`await import('node:fs/promises')`)
  })

  test('keeps line numbers', () => {
    const source = [
      `import type { S3Client } from '@aws-sdk/client-s3'`,
      `interface Row {`,
      `  fare: number`,
      `}`,
      `enum Tier {`,
      `  Standard,`,
      `}`,
      `abstract class Shape {`,
      `  abstract area(): number`,
      `  constructor(`,
      `    readonly name: string,`,
      `  ) {}`,
      `}`,
      `throw new Error('Here')`,
    ].join('\n')
    const lines = transpile(source, 'claim-username.ts').split('\n')
    expect(lines).toHaveLength(14)
    expect(lines[13]).toContain(`throw new Error('Here')`)
  })

  test.each([
    ['an open brace', 'export function claim( {'],
    ['a namespace with values', 'namespace Rows { export const size = 7 }'],
    ['a word too many', 'export const rows = 3 4'],
    ['an open string', `export const name = 'ada`],
  ])('refuses %s, naming the file', (_, source) => {
    const read = () => transpile(source, 'claim-username.ts')
    expect(read).toThrow(SyntaxError)
    expect(read).toThrow(/claim-username\.ts.*\(\d+:\d+\)/)
  })
})
