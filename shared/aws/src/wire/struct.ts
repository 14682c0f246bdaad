import { NormalizedSchema } from '@smithy/core/schema'
import type { Schema } from './wire-service.ts'

/** A member of a structure, with what the SDK's schemas say about it. */
export interface Member {
  name: string
  schema: NormalizedSchema
  traits: ReturnType<NormalizedSchema['getMergedTraits']>
  isRequired: boolean
}

/** The members of a structure; none for an operation that takes or gives nothing. */
export function membersOf(schema: Schema): readonly Member[] {
  const normalized = NormalizedSchema.of(schema)
  if (!normalized.isStructSchema()) return []
  const struct = staticStruct(normalized)
  const known = knownMembers.get(struct)
  if (known) return known
  // Required members come first, and slot 6 says how many they are.
  const required = struct[6] ?? 0
  const members = [...normalized.structIterator()].map(([name, member], index) => ({
    name,
    schema: member,
    traits: member.getMergedTraits(),
    isRequired: index < required,
  }))
  knownMembers.set(struct, members)
  return members
}

/** The same structure with only the members that `keep` chooses. */
export function withMembers(schema: Schema, keep: (member: Member) => boolean): Schema {
  const normalized = NormalizedSchema.of(schema)
  if (!normalized.isStructSchema()) return schema
  const [kind, namespace, name, traits, names, members] = staticStruct(normalized)
  const kept = membersOf(schema).flatMap((member, index) => (keep(member) ? [index] : []))
  return [
    kind,
    namespace,
    name,
    traits,
    kept.map((index) => names[index]),
    kept.map((index) => members[index]),
  ] as unknown as Schema
}

/** The member that is the whole body as raw bytes, such as an object's content. */
export function streamedMember(schema: Schema): string | undefined {
  return membersOf(schema).find(
    ({ schema: member, traits }) =>
      traits.httpPayload && member.isStreaming() && !member.isStructSchema(),
  )?.name
}

/** The member that is a stream of events. */
export function eventsMember(schema: Schema): string | undefined {
  return membersOf(schema).find(
    ({ schema: member }) => member.isStreaming() && member.isStructSchema(),
  )?.name
}

const knownMembers = new WeakMap<StaticStruct, readonly Member[]>()

type StaticStruct = readonly [
  kind: number,
  namespace: string,
  name: string,
  traits: unknown,
  names: readonly string[],
  members: readonly unknown[],
  required?: number,
]

function staticStruct(schema: NormalizedSchema): StaticStruct {
  return schema.getSchema() as unknown as StaticStruct
}
