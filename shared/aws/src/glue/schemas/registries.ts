import type {
  CreateRegistryInput,
  CreateRegistryResponse,
  DeleteRegistryInput,
  DeleteRegistryResponse,
  GetRegistryInput,
  GetRegistryResponse,
  ListRegistriesInput,
  ListRegistriesResponse,
  UpdateRegistryInput,
  UpdateRegistryResponse,
} from '@aws-sdk/client-glue'
import { orderedPageOf } from '../page.ts'
import { required } from '../constraints.ts'
import { failure } from '../refusal.ts'
import {
  addRegistry,
  findRegistry,
  type Registry,
  requireNewName,
  type Schemas,
} from './schemas-state.ts'

/** Pages have 25 entries, and 100 at most (SDK text; API reference). */
export const PAGE = { max: 100, otherwise: 25 }

/** The registries, which hold schemas. */
export function registryOperations(schemas: Schemas) {
  return {
    /** CreateRegistry (SDK text). Throws AlreadyExistsException, InvalidInputException. */
    CreateRegistry(input: CreateRegistryInput): CreateRegistryResponse {
      const name = requireNewName(schemas, 'registryName', input.RegistryName)
      if (schemas.registries.has(name)) {
        const message = `Registry already exists. RegistryName: ${name}`
        throw failure(schemas, 'AlreadyExistsException', message)
      }
      const description = input.Description
      const registry = addRegistry(schemas, name, { description, tags: input.Tags ?? {} })
      return {
        ...namesOf(registry),
        ...(description === undefined ? {} : { Description: description }),
        ...(input.Tags ? { Tags: { ...input.Tags } } : {}),
      }
    },

    /** GetRegistry (SDK text). Throws EntityNotFoundException. */
    GetRegistry(input: GetRegistryInput): GetRegistryResponse {
      return describe(findRegistry(schemas, required(schemas, ['registryId', input.RegistryId])))
    },

    /** ListRegistries (SDK text), by name. */
    ListRegistries(input: ListRegistriesInput): ListRegistriesResponse {
      const all = [...schemas.registries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
      const { page, ...token } = orderedPageOf(schemas, all, { ...input, ...PAGE })
      return { Registries: page.map(describe), ...token }
    },

    /** UpdateRegistry (SDK text): its description. Throws EntityNotFoundException. */
    UpdateRegistry(input: UpdateRegistryInput): UpdateRegistryResponse {
      const registry = findRegistry(schemas, required(schemas, ['registryId', input.RegistryId]))
      registry.description = required(schemas, ['description', input.Description])
      registry.updatedAt = schemas.world.clock.now()
      return namesOf(registry)
    },

    /** DeleteRegistry (SDK text), with all its schemas, at once. Throws EntityNotFoundException. */
    DeleteRegistry(input: DeleteRegistryInput): DeleteRegistryResponse {
      const registry = findRegistry(schemas, required(schemas, ['registryId', input.RegistryId]))
      schemas.registries.delete(registry.name)
      return { ...namesOf(registry), Status: 'DELETING' }
    },
  }
}

function namesOf({ name, arn }: Registry) {
  return { RegistryName: name, RegistryArn: arn }
}

function describe(registry: Registry): GetRegistryResponse {
  const { description } = registry
  return {
    ...namesOf(registry),
    ...(description === undefined ? {} : { Description: description }),
    Status: 'AVAILABLE',
    CreatedTime: new Date(registry.createdAt).toISOString(),
    UpdatedTime: new Date(registry.updatedAt).toISOString(),
  }
}
