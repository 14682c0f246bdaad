import type { AttributeValue as RequestValue } from '@aws-sdk/client-dynamodb'
import { emptyItem } from '../attribute-value.ts'
import type { AttributeValue, Item } from '../attribute-value.ts'
import { readValue } from '../read-value.ts'
import { invalid, reworded } from '../refusal.ts'
import type { Term } from './syntax.ts'

/** The values of a statement's question marks, checked, in their order. */
export type Parameters = readonly AttributeValue[]

/**
 * Checks a statement's parameters. Throws AWS's `ValidationException` if there are more or fewer
 * than question marks.
 */
export function readParameters(
  given: readonly RequestValue[] | undefined,
  wanted: number,
): Parameters {
  const parameters = (given ?? []).map((value) => readValue(value))
  if (parameters.length === wanted) return parameters
  throw invalid("Number of parameters in request and statement don't match.")
}

/** True for a term that is a value whatever the item. */
export function isValue({ kind }: Term): boolean {
  return VALUES.has(kind)
}

const VALUES = new Set(['string', 'number', 'boolean', 'null', 'parameter', 'list', 'bag', 'tuple'])

/**
 * The value that a term spells out. Errors of numbers name the place inside the value, as in
 * `root.x[1]`.
 */
export function valueOf(term: Term, parameters: Parameters, place = 'root'): AttributeValue {
  switch (term.kind) {
    case 'string':
      return { S: term.text }
    case 'number':
      return reworded(
        () => readValue({ N: term.text }),
        (message) => `${message} under ${place}`,
      )
    case 'boolean':
      return { BOOL: term.value }
    case 'null':
      return { NULL: true }
    case 'parameter':
      return parameters[term.index] as AttributeValue
    case 'list':
      return {
        L: term.elements.map((element, index) =>
          valueOf(element, parameters, `${place}[${index}]`),
        ),
      }
    case 'bag':
      return setOf(
        term.elements.map((element, index) => valueOf(element, parameters, `${place}[${index}]`)),
      )
    case 'tuple':
      return { M: tupleOf(term.members, parameters, place) }
    case 'missing':
      throw invalid('MISSING must be compared using IS operator')
    default:
      throw invalid(`Unsupported data type: ${term.kind} under key ${place}`)
  }
}

/** The item that an `INSERT` spells out or, as a parameter, is given. */
export function itemOf(term: Term, parameters: Parameters): Item {
  if (term.kind === 'parameter') {
    const { M } = valueOf(term, parameters)
    if (M) return M
  }
  if (term.kind === 'tuple') {
    // Each attribute's value is a root of its own in error texts.
    const item = emptyItem()
    for (const [name, value] of namedMembers(term.members, 'root')) {
      item[name] = valueOf(value, parameters)
    }
    return item
  }
  throw invalid(
    'Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.',
  )
}

function tupleOf(members: readonly [Term, Term][], parameters: Parameters, place: string): Item {
  const map = emptyItem()
  for (const [name, value] of namedMembers(members, place)) {
    map[name] = valueOf(value, parameters, `${place}.${name}`)
  }
  return map
}

function namedMembers(members: readonly [Term, Term][], place: string): [string, Term][] {
  const names = new Set<string>()
  return members.map(([key, value]) => {
    if (key.kind !== 'string') {
      throw invalid(`Tuple keys must be of type String. Actual type: ${key.kind} under ${place}`)
    }
    if (names.has(key.text)) {
      throw invalid(`Duplicate keys in tuple. Key: ${key.text} under ${place}`)
    }
    names.add(key.text)
    return [key.text, value]
  })
}

function setOf(elements: readonly AttributeValue[]): AttributeValue {
  if (elements.length === 0) throw invalid('Empty bags are not supported')
  if (elements.every(({ N }) => N !== undefined)) {
    return readValue({ NS: elements.map(({ N }) => N) })
  }
  if (elements.every(({ S }) => S !== undefined)) {
    return readValue({ SS: elements.map(({ S }) => S) })
  }
  if (elements.every(({ B }) => B !== undefined)) {
    return readValue({ BS: elements.map(({ B }) => B) })
  }
  throw invalid(
    'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
  )
}
