import type {
  Classifier,
  CreateClassifierRequest,
  DeleteClassifierRequest,
  GetClassifierRequest,
  GetClassifierResponse,
  GetClassifiersRequest,
  GetClassifiersResponse,
  UpdateClassifierRequest,
} from '@aws-sdk/client-glue'
import { type Account, present } from '../account.ts'
import { failure, invalidInput, notFound } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import { checkClassifier } from './classifier-checks.ts'

/** A custom classifier: exactly one member is there. */
export type StoredClassifier = Classifier

/** The kinds of classifiers, by the members that hold them. */
const KINDS = ['CsvClassifier', 'JsonClassifier', 'GrokClassifier', 'XMLClassifier'] as const

/** The operations on classifiers. */
export function classifierOperations(account: Account) {
  return {
    /** CreateClassifier (SDK text): a request holds one classifier. */
    CreateClassifier(input: CreateClassifierRequest): object {
      const { kind, name } = only(account, input)
      if (account.classifiers.has(name)) {
        // AWS's text is not published.
        throw failure(account, 'AlreadyExistsException', `Classifier ${name} already exists`)
      }
      const now = new Date(account.agenda.now())
      const known = { CreationTime: now, LastUpdated: now, Version: 1 }
      store(account, name, { [kind]: { ...structuredClone(input[kind]), ...known } })
      return {}
    },

    /** GetClassifier (SDK text). */
    GetClassifier(input: GetClassifierRequest): GetClassifierResponse {
      return { Classifier: structuredClone(find(account, input.Name)) }
    },

    /** GetClassifiers (SDK text), by name, up to 1,000 a call. */
    GetClassifiers(input: GetClassifiersRequest): GetClassifiersResponse {
      const rule = { otherwise: 100, min: 1, max: 1000 }
      const limit = constraints.optionalInteger(account, ['maxResults', input.MaxResults], rule)
      const all = [...account.classifiers]
      const keyOf = ([name]: [string, Classifier]) => name
      const { entries, token } = pageOf(account, all, { ...input, limit, keyOf })
      return { Classifiers: structuredClone(entries.map(([, classifier]) => classifier)), ...token }
    },

    /** UpdateClassifier (SDK text): changes the members that are there; the kind stays. */
    UpdateClassifier(input: UpdateClassifierRequest): object {
      const { kind, name } = only(account, input)
      const classifier = find(account, name)[kind]
      if (!classifier) throw invalidInput(account, `Classifier ${name} is not of that kind.`)
      const known = {
        LastUpdated: new Date(account.agenda.now()),
        Version: (classifier.Version ?? 0) + 1,
      }
      const next = { ...classifier, ...present(structuredClone(input[kind] ?? {})), ...known }
      store(account, name, { [kind]: next })
      return {}
    },

    /** DeleteClassifier (SDK text). */
    DeleteClassifier(input: DeleteClassifierRequest): object {
      find(account, input.Name)
      account.classifiers.delete(input.Name ?? '')
      return {}
    },
  }
}

/** The kind and name of the only classifier in a request. */
function only(account: Account, input: UpdateClassifierRequest) {
  const kinds = KINDS.filter((kind) => input[kind])
  const [kind] = kinds
  if (!kind || kinds.length > 1) {
    // AWS's text is not published.
    throw invalidInput(account, 'A request must have exactly one classifier.')
  }
  const member: [string, string | undefined] = ['name', input[kind]?.Name]
  return { kind, name: constraints.requireText(account, member, { max: 255 }) }
}

function store(account: Account, name: string, classifier: Classifier): void {
  checkClassifier(account, classifier)
  account.classifiers.set(name, classifier)
}

function find(account: Account, name: string | undefined): Classifier {
  const wanted = constraints.requireText(account, ['name', name], { max: 255 })
  const classifier = account.classifiers.get(wanted)
  if (classifier) return classifier
  // AWS's text is not published.
  throw notFound(account, `Classifier ${wanted} not found.`)
}
