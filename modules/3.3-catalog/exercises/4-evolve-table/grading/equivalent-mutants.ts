import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'EvolutionConflict'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "override name = 'InvalidEvolution'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'const before = table.StorageDescriptor?.Columns ?? []',
    becomes: [
      'const before = table.StorageDescriptor.Columns ?? []',
      'const before = table.StorageDescriptor?.Columns ?? ["Stryker was here"]',
    ],
    reason: 'The task speaks of tables that have columns.',
  },
  {
    line: 'checkEvolution(before, after, table.PartitionKeys ?? [])',
    becomes: 'checkEvolution(before, after, table.PartitionKeys ?? ["Stryker was here"])',
    reason: 'No column is called that.',
  },
  {
    line: 'throw new EvolutionConflict(`"${name}" was changed by others ${ATTEMPTS} times`)',
    becomes: 'throw new EvolutionConflict(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (twice !== undefined) throw new InvalidEvolution(`Two columns have the name "${twice}"`)',
    becomes: 'if (twice !== undefined) throw new InvalidEvolution(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'throw new InvalidEvolution(`"${Name}" cannot change from "${Type}" to "${changed.Type}"`)',
    becomes: 'throw new InvalidEvolution(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "function isWider(from = '', to = ''): boolean {",
    becomes: [
      `function isWider(from = "Stryker was here!", to = ''): boolean {`,
      `function isWider(from = '', to = "Stryker was here!"): boolean {`,
    ],
    reason: "Every column has a name and a type; only the SDK's type allows for less.",
  },
  {
    line: 'return WIDENING.some((types) => types.includes(from) && types.indexOf(to) > types.indexOf(from))',
    becomes:
      'return WIDENING.some((types) => types.includes(from) && (types.indexOf(to) >= types.indexOf(from)))',
    reason: 'An equal type is no change, and settled before.',
  },
  {
    line: "function nameOf({ Name = '' }: Column): string {",
    becomes: 'function nameOf({ Name = "Stryker was here!" }: Column): string {',
    reason: "Every column has a name and a type; only the SDK's type allows for less.",
  },
  {
    line: 'return Name.toLowerCase()',
    becomes: 'return Name.toUpperCase()',
    reason: 'Case counts in neither.',
  },
] satisfies EquivalentMutants[]
