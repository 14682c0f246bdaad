import type {
  PipelineObject,
  ValidationError,
  ValidationWarning,
} from '@aws-sdk/client-data-pipeline'

/** How many objects a pipeline can have (developer guide, "Limits"). */
const MAX_OBJECTS = 100

/** What is wrong with a definition, by object. */
export interface Findings {
  validationErrors: ValidationError[]
  validationWarnings: ValidationWarning[]
  /** Whether an error keeps the definition from being saved at all. */
  isUnsavable: boolean
}

/**
 * Validates a definition. It is not saved if an object lacks its id or name, a field is empty, or
 * there are too many objects (SDK text, PutPipelineDefinition); references to objects that are not
 * there and circles of `dependsOn` or `parent` are errors, too, and activities without a type,
 * a place to run and a schedule are warned of. AWS validates much more; its texts are not published.
 */
export function validate(objects: readonly PipelineObject[]): Findings {
  const findings = new Map<string, { errors: string[]; warnings: string[] }>()
  const at = (id: string) => {
    const found = findings.get(id) ?? { errors: [], warnings: [] }
    findings.set(id, found)
    return found
  }
  let isUnsavable = objects.length > MAX_OBJECTS
  if (isUnsavable) at('Default').errors.push(`The pipeline has more than ${MAX_OBJECTS} objects`)
  const known = new Set(objects.map(({ id }) => id))
  for (const object of objects) {
    const { id = '', fields = [] } = object
    const unsavable = unsavableReasons(object)
    at(id).errors.push(...unsavable)
    isUnsavable ||= unsavable.length > 0
    for (const { key, refValue } of fields) {
      if (!refValue || known.has(refValue)) continue
      at(id).errors.push(`The field "${key}" refers to "${refValue}", which does not exist`)
    }
    for (const key of ['dependsOn', 'parent']) {
      if (leadsBack(objects, id, key)) at(id).errors.push(`The field "${key}" leads in a circle`)
    }
    at(id).warnings.push(...warningsOf(object, objects))
  }
  const entries = [...findings]
  return {
    validationErrors: entries.flatMap(([id, { errors }]) => (errors[0] ? [{ id, errors }] : [])),
    validationWarnings: entries.flatMap(([id, { warnings }]) =>
      warnings[0] ? [{ id, warnings }] : [],
    ),
    isUnsavable,
  }
}

/** The type of an object, as in `ShellCommandActivity`. */
export function typeOf({ fields = [] }: PipelineObject): string | undefined {
  return fields.find(({ key }) => key === 'type')?.stringValue
}

function unsavableReasons({ id, name, fields = [] }: PipelineObject): string[] {
  const empty = fields.filter(({ stringValue, refValue }) => !stringValue && !refValue)
  const both = fields.filter(({ stringValue, refValue }) => stringValue && refValue)
  return [
    ...(id ? [] : ['The object has no id']),
    ...(name ? [] : ['The object has no name']),
    ...empty.map(({ key }) => `The field "${key}" is empty`),
    ...both.map(({ key }) => `The field "${key}" has both a stringValue and a refValue`),
  ]
}

function warningsOf(object: PipelineObject, objects: readonly PipelineObject[]): string[] {
  if (!typeOf(object)?.endsWith('Activity')) return []
  const inherited = objects.find(({ id }) => id === 'Default')?.fields ?? []
  const keys = new Set([...(object.fields ?? []), ...inherited].map(({ key }) => key))
  return [
    ...(keys.has('runsOn') || keys.has('workerGroup')
      ? []
      : ['The activity has neither runsOn nor workerGroup']),
    ...(keys.has('schedule') || keys.has('scheduleType') ? [] : ['The activity has no schedule']),
  ]
}

function leadsBack(objects: readonly PipelineObject[], start: string, key: string): boolean {
  const seen = new Set<string>()
  const pending = [start]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const fields = objects.find((object) => object.id === id)?.fields ?? []
    for (const field of fields) {
      if (field.key !== key || !field.refValue) continue
      if (field.refValue === start) return true
      if (!seen.has(field.refValue)) pending.push(field.refValue)
      seen.add(field.refValue)
    }
  }
  return false
}
