import type {
  CrawlerTargets,
  S3Target,
  SchemaChangePolicy,
  UpdateCrawlerRequest,
} from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { invalidInput, notEmulated, notFound, refuseMembers } from '../refusal.ts'
import { findTable } from '../catalog/find.ts'
import * as constraints from '../constraints.ts'
import { parseConfiguration } from './configuration.ts'
import { parseS3Path, s3Of } from './s3-files.ts'

/** Members of which this fake knows without acting on them. */
const NOT_EMULATED = [
  'LakeFormationConfiguration',
  'CrawlerSecurityConfiguration',
  'ConnectionName',
  'EventQueueArn',
  'DlqEventQueueArn',
]

/** Checks what a request says of a crawler. Where no source is named, AWS's text is not published. */
export function checkCrawlerInput(
  account: Account,
  input: Omit<UpdateCrawlerRequest, 'Schedule'>,
): void {
  refuseMembers(account, input, NOT_EMULATED)
  if (input.LineageConfiguration?.CrawlerLineageSettings === 'ENABLE') {
    throw notEmulated(account, 'Data lineage')
  }
  if (input.Targets) checkTargets(account, input.Targets)
  checkPolicies(account, input)
  if ((input.Targets?.CatalogTargets ?? []).length > 0) checkCatalogPolicies(account, input)
  for (const name of input.Classifiers ?? []) checkClassifier(account, name)
  try {
    parseConfiguration(input.Configuration)
  } catch (error) {
    throw invalidInput(account, `Cannot use the configuration: ${(error as Error).message}`)
  }
}

/** What a crawler does that does not say (developer guide, "Setting crawler configuration options"). */
export function schemaChangePolicy(
  policy: SchemaChangePolicy | undefined,
  recrawl: string | undefined,
): Required<SchemaChangePolicy> {
  const isIncremental = recrawl === 'CRAWL_NEW_FOLDERS_ONLY'
  return {
    UpdateBehavior: policy?.UpdateBehavior ?? (isIncremental ? 'LOG' : 'UPDATE_IN_DATABASE'),
    DeleteBehavior: policy?.DeleteBehavior ?? (isIncremental ? 'LOG' : 'DEPRECATE_IN_DATABASE'),
  }
}

function checkTargets(
  account: Account,
  { S3Targets = [], CatalogTargets = [], ...others }: CrawlerTargets,
): void {
  for (const [kind, targets] of Object.entries(others)) {
    if (targets && targets.length > 0) throw notEmulated(account, `Crawling ${kind}`)
  }
  if (S3Targets.length + CatalogTargets.length === 0) {
    throw invalidInput(account, 'Crawler targets cannot be empty.')
  }
  if (S3Targets.length > 0 && CatalogTargets.length > 0) {
    throw invalidInput(account, 'Catalog targets cannot be mixed with targets of other kinds.')
  }
  for (const target of S3Targets) checkTarget(account, target)
  for (const target of CatalogTargets) {
    refuseMembers(account, target, NOT_EMULATED)
    for (const TableName of target.Tables ?? []) findTable(account, { ...target, TableName })
  }
}

function checkTarget(account: Account, target: S3Target): void {
  refuseMembers(account, target, NOT_EMULATED)
  const size = { otherwise: 1, min: 1, max: 249 }
  constraints.optionalInteger(account, ['targets.s3Targets.sampleSize', target.SampleSize], size)
  const path = constraints.requireText(account, ['targets.s3Targets.path', target.Path])
  const place = parseS3Path(path)
  if (!place) throw invalidInput(account, `"${path}" is not a path of S3. Begin it with "s3://".`)
  try {
    s3Of(account).HeadBucket({ Bucket: place.bucket })
  } catch {
    // AWS's text, as in hashicorp/terraform-provider-aws#30370.
    throw invalidInput(account, `S3 bucket ${place.bucket} does not exist.`)
  }
}

type Policies = Pick<UpdateCrawlerRequest, 'RecrawlPolicy' | 'SchemaChangePolicy'>

function checkPolicies(account: Account, { RecrawlPolicy, SchemaChangePolicy }: Policies): void {
  const updates = ['LOG', 'UPDATE_IN_DATABASE'] as const
  const deletes = ['LOG', 'DELETE_FROM_DATABASE', 'DEPRECATE_IN_DATABASE'] as const
  const recrawls = ['CRAWL_EVERYTHING', 'CRAWL_NEW_FOLDERS_ONLY', 'CRAWL_EVENT_MODE'] as const
  const { UpdateBehavior, DeleteBehavior } = SchemaChangePolicy ?? {}
  const path = 'schemaChangePolicy'
  constraints.optionalOneOf(account, [`${path}.updateBehavior`, UpdateBehavior], updates)
  constraints.optionalOneOf(account, [`${path}.deleteBehavior`, DeleteBehavior], deletes)
  const behavior = RecrawlPolicy?.RecrawlBehavior
  const recrawl = constraints.optionalOneOf(account, ['recrawlBehavior', behavior], recrawls)
  if (recrawl === 'CRAWL_EVENT_MODE') throw notEmulated(account, 'CRAWL_EVENT_MODE')
  const policy = schemaChangePolicy(SchemaChangePolicy, recrawl)
  const isLog = policy.UpdateBehavior === 'LOG' && policy.DeleteBehavior === 'LOG'
  if (recrawl !== 'CRAWL_NEW_FOLDERS_ONLY' || isLog) return
  // AWS's text, as in LBHackney-IT/Data-Platform#2418.
  throw invalidInput(
    account,
    'The SchemaChangePolicy for "Crawl new folders only" Amazon S3 target can have only LOG ' +
      'DeleteBehavior value and LOG UpdateBehavior value.',
  )
}

function checkCatalogPolicies(
  account: Account,
  { RecrawlPolicy, SchemaChangePolicy }: Policies,
): void {
  if (SchemaChangePolicy?.DeleteBehavior !== 'LOG') {
    const message = 'A crawler of Catalog targets can have only the LOG DeleteBehavior value.'
    throw invalidInput(account, message)
  }
  if (RecrawlPolicy?.RecrawlBehavior !== 'CRAWL_NEW_FOLDERS_ONLY') return
  // AWS's text, as in hashicorp/terraform-provider-aws#22868.
  const message = 'RecrawlBehavior "Crawl new folders only" can only apply to Amazon S3 target.'
  throw invalidInput(account, message)
}

function checkClassifier(account: Account, name: string): void {
  if (!account.classifiers.has(name)) throw notFound(account, `Classifier ${name} not found.`)
}
