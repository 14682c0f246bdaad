import type {
  Migration,
  PipelineField,
  PipelineObject,
  StateMachine,
} from '../../migrate-pipeline.ts'

export class InvalidPipeline extends Error {
  override name = 'InvalidPipeline'
}

/** Takes away, again and again, the tasks that wait for nothing that is still there. */
export function migratePipeline(objects: PipelineObject[]): Migration {
  const find = (id: string) => {
    const found = objects.find((object) => object.id === id)
    if (!found) throw new InvalidPipeline(`There is no "${id}"`)
    return found
  }
  for (const { fields } of objects) for (const { refValue } of fields) if (refValue) find(refValue)

  const fieldsOf = (id: string): PipelineField[] => {
    const chain = [id]
    for (;;) {
      const parent = find(chain.at(-1)!).fields.find(({ key }) => key === 'parent')?.refValue
      if (!parent) break
      if (chain.includes(parent)) throw new InvalidPipeline(circle(chain, parent))
      chain.push(parent)
    }
    if (!chain.includes('Default') && objects.some((each) => each.id === 'Default')) {
      chain.push('Default')
    }
    const fields: PipelineField[] = []
    for (const each of chain) {
      const taken = new Set(fields.map(({ key }) => key))
      fields.push(...find(each).fields.filter(({ key }) => !taken.has(key)))
    }
    return fields
  }
  const all = new Map(objects.map(({ id }) => [id, fieldsOf(id)]))
  const refs = (id: string, key: string) =>
    all.get(id)!.flatMap((field) => (field.key === key && field.refValue ? [field.refValue] : []))
  const text = (id: string, key: string) => all.get(id)!.find((f) => f.key === key)?.stringValue
  const tasks = objects.map(({ id }) => id).filter((id) => text(id, 'type')?.endsWith('Activity'))

  const levels: string[][] = []
  let left = objects.map(({ id }) => id)
  while (left.length > 0) {
    const free = left.filter((id) => !refs(id, 'dependsOn').some((other) => left.includes(other)))
    if (free.length === 0) {
      const path = [left[0]!]
      for (;;) {
        const next = refs(path.at(-1)!, 'dependsOn').find((other) => left.includes(other))!
        if (path.includes(next)) throw new InvalidPipeline(circle(path, next))
        path.push(next)
      }
    }
    left = left.filter((id) => !free.includes(id))
    const level = free.filter((id) => tasks.includes(id)).sort()
    if (level.length > 0) levels.push(level)
  }

  const task = (id: string) => ({
    Type: 'Task' as const,
    Resource: text(id, 'type') ?? '',
    Parameters: Object.fromEntries(
      [...new Set(all.get(id)!.map(({ key }) => key))]
        .filter(
          (key) =>
            !/^(type|parent|dependsOn|schedule|scheduleType|maximumRetries|onFail)$/.test(key),
        )
        .map((key) => {
          const values = all.get(id)!.filter((field) => field.key === key)
          const list = values.map((v) => (v.refValue ? { Ref: v.refValue } : (v.stringValue ?? '')))
          return [key, list.length > 1 ? list : list[0]!]
        }),
    ),
  })
  const states = (id: string, end: object): StateMachine['States'] => {
    const MaxAttempts = Number(text(id, 'maximumRetries'))
    const [handler] = refs(id, 'onFail')
    const ErrorEquals = ['States.ALL']
    const state = { ...task(id), ...end }
    if (MaxAttempts > 0) Object.assign(state, { Retry: [{ ErrorEquals, MaxAttempts }] })
    if (!handler) return { [id]: state }
    Object.assign(state, { Catch: [{ ErrorEquals, Next: handler }] })
    return { [id]: state, [handler]: { ...task(handler), End: true } }
  }
  const names = levels.map((ids, level) => (ids.length > 1 ? `Level ${level}` : ids[0]!))
  const States = levels.map((ids, level) => {
    const end = names[level + 1] ? { Next: names[level + 1]! } : { End: true as const }
    if (ids.length === 1) return states(ids[0]!, end)
    const Branches = ids.map((id) => ({ StartAt: id, States: states(id, { End: true }) }))
    return { [names[level]!]: { Type: 'Parallel' as const, Branches, ...end } }
  })
  const periods = tasks.flatMap((id) => refs(id, 'schedule').map((each) => text(each, 'period')))
  return {
    stateMachine: { StartAt: names[0] ?? '', States: Object.assign({}, ...States) },
    schedule: periods[0] === undefined ? undefined : `rate(${periods[0]})`,
    unknown: tasks.filter((id) => !/^(ShellCommand|Copy|Emr)Activity$/.test(text(id, 'type')!)),
  }
}

function circle(path: string[], back: string): string {
  return [...path.slice(path.indexOf(back)), back].join(' -> ')
}
