import type {
  ListTagsOfResourceInput,
  ListTagsOfResourceOutput,
  Tag,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-dynamodb'
import { Constraints } from './constraints.ts'
import type { Database } from './database.ts'
import { invalid, invalidParameter } from './refusal.ts'

/** AWS: "Service quotas", Tags. */
const MAX_TAGS = 50

/** Checks tags of a request. Throws AWS's `ValidationException`. */
export function readTags(tags: readonly Tag[] = []): Map<string, string> {
  const constraints = new Constraints()
  const result = new Map<string, string>()
  for (const [index, { Key, Value }] of tags.entries()) {
    constraints.required(`tags.${index + 1}.member.key`, Key)
    constraints.length(`tags.${index + 1}.member.key`, Key, { min: 1, max: 128 })
    constraints.required(`tags.${index + 1}.member.value`, Value)
    constraints.length(`tags.${index + 1}.member.value`, Value, { max: 256 })
    result.set(Key ?? '', Value ?? '')
  }
  constraints.enforce()
  return result
}

/** AWS: API page TagResource. */
export function tagResource(database: Database, input: TagResourceInput): object {
  const table = database.taggedTable(input.ResourceArn, 'TagResource')
  new Constraints().required('tags', input.Tags).enforce()
  if (input.Tags?.length === 0) throw invalid('Atleast one Tag needs to be provided as Input.')
  const tags = new Map([...table.settings.tags, ...readTags(input.Tags)])
  if (tags.size > MAX_TAGS) throw invalidParameter(`Too many tags: at most ${MAX_TAGS} are allowed`)
  table.settings.tags = tags
  return {}
}

/** AWS: API page UntagResource. */
export function untagResource(database: Database, input: UntagResourceInput): object {
  const table = database.taggedTable(input.ResourceArn, 'UntagResource')
  new Constraints().required('tagKeys', input.TagKeys).enforce()
  if (input.TagKeys?.length === 0) {
    throw invalid('Atleast one Tag Key needs to be provided as Input.')
  }
  for (const key of input.TagKeys ?? []) table.settings.tags.delete(key)
  return {}
}

/** AWS: API page ListTagsOfResource. All tags come on one page. */
export function listTagsOfResource(
  database: Database,
  input: ListTagsOfResourceInput,
): ListTagsOfResourceOutput {
  const table = database.taggedTable(input.ResourceArn, 'ListTagsOfResource')
  return { Tags: [...table.settings.tags].map(([Key, Value]) => ({ Key, Value })) }
}
