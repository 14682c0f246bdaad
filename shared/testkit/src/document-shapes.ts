import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'

/** Members that hold one item or key, wherever they stand in an input or output. */
const ITEM_MEMBERS = new Set([
  'Attributes',
  'ExclusiveStartKey',
  'ExpressionAttributeValues',
  'Item',
  'ItemCollectionKey',
  'Key',
  'LastEvaluatedKey',
])

/** Members that hold a list of items or keys. */
const ITEM_LISTS = new Set(['Items', 'Keys'])

/** Members that map the names of tables, which are anybody's choice, to what is asked of each. */
const BY_TABLE = new Set(['RequestItems', 'UnprocessedItems', 'UnprocessedKeys'])

/** Legacy members: attribute names, with a condition or an update for each. */
const BY_ATTRIBUTE = new Set([
  'AttributeUpdates',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
])

type Members = Record<string, unknown>

/** Turns DynamoDB's typed values into plain ones, in the members that hold items. */
export function unmarshallMembers(input: object): object {
  return convert(input, (item) => unmarshall(item as never))
}

/** Turns plain values into DynamoDB's typed ones, in the members that hold items. */
export function marshallMembers(output: object): object {
  return convert(output, (item) => marshall(item, { removeUndefinedValues: true }))
}

type ConvertItem = (item: unknown) => unknown

function convert(value: object, item: ConvertItem): object {
  return mapMembers(value, (member, name) => convertMember(name, member, item))
}

function convertMember(name: string, member: unknown, item: ConvertItem): unknown {
  if (member === null || typeof member !== 'object') return member
  if (ArrayBuffer.isView(member) || member instanceof Date) return member
  if (ITEM_MEMBERS.has(name)) return item(member)
  if (ITEM_LISTS.has(name) && Array.isArray(member)) return member.map(item)
  if (BY_TABLE.has(name)) return mapMembers(member, (asked) => convertMember('', asked, item))
  if (BY_ATTRIBUTE.has(name)) return mapMembers(member, (asked) => convertCondition(asked, item))
  // BatchGetItem answers with items by table, TransactGetItems with a list of { Item }.
  if (name === 'Responses' && !Array.isArray(member)) {
    return mapMembers(member, (items) => (items as unknown[]).map(item))
  }
  if (Array.isArray(member)) return member.map((entry) => convertMember('', entry, item))
  return convert(member, item)
}

function convertCondition(condition: unknown, item: ConvertItem): object {
  const convertValue = (value: unknown) => (item({ value }) as { value: unknown }).value
  return mapMembers(condition as object, (member, name) => {
    if (name === 'Value') return convertValue(member)
    return name === 'AttributeValueList' ? (member as unknown[]).map(convertValue) : member
  })
}

function mapMembers(value: object, change: (member: unknown, name: string) => unknown): object {
  return Object.fromEntries(
    Object.entries(value as Members).map(([name, member]) => [name, change(member, name)]),
  )
}
