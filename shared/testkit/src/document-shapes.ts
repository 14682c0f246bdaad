import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'

/** Members that hold one item or key, wherever they stand in an input or output. */
const ITEM_MEMBERS = new Set([
  'Attributes',
  'ExclusiveStartKey',
  'ExpressionAttributeValues',
  'Item',
  'Key',
  'LastEvaluatedKey',
])

/** Members that hold a list of items or keys. */
const ITEM_LISTS = new Set(['Items', 'Keys'])

type Members = Record<string, unknown>

/** Turns DynamoDB's typed values into plain ones, in the members that hold items. */
export function unmarshallMembers(input: object): object {
  return convert(input, (item) => unmarshall(item as never))
}

/** Turns plain values into DynamoDB's typed ones, in the members that hold items. */
export function marshallMembers(output: object): object {
  return convert(output, (item) => marshall(item, { removeUndefinedValues: true }))
}

function convert(value: unknown, item: (value: unknown) => unknown): object {
  return Object.fromEntries(
    Object.entries(value as Members).map(([name, member]) => [
      name,
      convertMember(name, member, item),
    ]),
  )
}

function convertMember(name: string, member: unknown, item: (value: unknown) => unknown): unknown {
  if (member === null || typeof member !== 'object' || ArrayBuffer.isView(member)) return member
  if (ITEM_MEMBERS.has(name)) return item(member)
  if (ITEM_LISTS.has(name) && Array.isArray(member)) return member.map(item)
  // BatchGetItem answers with items by table, TransactGetItems with a list of { Item }.
  if (name === 'Responses' && !Array.isArray(member)) {
    return Object.fromEntries(
      Object.entries(member).map(([table, items]) => [table, (items as unknown[]).map(item)]),
    )
  }
  if (Array.isArray(member)) {
    return member.map((entry: unknown) => convertMember('', entry, item))
  }
  return member instanceof Date ? member : convert(member, item)
}
