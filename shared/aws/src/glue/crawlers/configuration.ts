import type { GroupingOptions } from './grouping.ts'

/** What a crawler's `Configuration` says, with defaults in place. */
export interface CrawlerConfiguration extends GroupingOptions {
  /** `MergeNewColumns`: tables get new columns and keep what they have. */
  mergeNewColumns: boolean
  /** `InheritFromTable`: partitions have the metadata of their table. */
  inheritFromTable: boolean
  /** How many tables a crawl may find. */
  tableThreshold: number
}

/**
 * Reads the JSON text in a crawler's `Configuration` (developer guide, "Setting crawler
 * configuration options"). Throws SyntaxError for what is no JSON object, and for what is not
 * emulated.
 */
export function parseConfiguration(text: string | undefined): CrawlerConfiguration {
  const { CrawlerOutput, Grouping, Version, ...others } = objectIn(text ? JSON.parse(text) : {})
  const { Tables, Partitions, ...otherOutput } = objectIn(CrawlerOutput)
  const grouping = objectIn(Grouping)
  const { TableGroupingPolicy, TableLevelConfiguration, ...otherGrouping } = grouping
  refuse({ ...others, ...otherOutput, ...otherGrouping })
  if (text && Version !== 1) throw new SyntaxError('The Version must be 1.0')
  return {
    combine: choice(TableGroupingPolicy, 'CombineCompatibleSchemas'),
    level: positive(TableLevelConfiguration),
    mergeNewColumns: choice(objectIn(Tables)['AddOrUpdateBehavior'], 'MergeNewColumns'),
    inheritFromTable: choice(objectIn(Partitions)['AddOrUpdateBehavior'], 'InheritFromTable'),
    tableThreshold: positive(objectIn(Tables)['TableThreshold']) ?? Number.POSITIVE_INFINITY,
  }
}

function objectIn(value: unknown = {}): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw new SyntaxError('The configuration must be a JSON object of objects')
}

function choice(value: unknown, only: string): boolean {
  if (value === undefined || value === only) return value === only
  throw new SyntaxError(`${JSON.stringify(value)} is not "${only}"`)
}

function positive(value: unknown): number | undefined {
  if (value === undefined) return undefined
  if (Number.isInteger(value) && Number(value) > 0) return Number(value)
  throw new SyntaxError('Levels and thresholds are positive whole numbers')
}

/** Members that change nothing in this fake may be there. */
function refuse({ CreatePartitionIndex: _index, ...members }: Record<string, unknown>): void {
  const [name] = Object.keys(members)
  if (name !== undefined) throw new SyntaxError(`The option "${name}" is not emulated`)
}
