import { createRequire } from 'node:module'
import { classIn } from './class-in.ts'
import type { SdkModule, Service } from './service.ts'

interface Entry {
  /** The SDK package of the service. */
  sdk: string
  load(): Promise<Service>
}

/** Every service of the embedded AWS. Adding one is a folder and a line here. */
const SERVICES: Record<string, Entry> = {
  Athena: {
    sdk: '@aws-sdk/client-athena',
    load: async () => (await import('./athena/service.ts')).athena,
  },
  Batch: {
    sdk: '@aws-sdk/client-batch',
    load: async () => (await import('./batch/service.ts')).batch,
  },
  DataPipeline: {
    sdk: '@aws-sdk/client-data-pipeline',
    load: async () => (await import('./data-pipeline/service.ts')).dataPipeline,
  },
  DynamoDB: {
    sdk: '@aws-sdk/client-dynamodb',
    load: async () => (await import('./dynamodb/service.ts')).dynamodb,
  },
  DynamoDBStreams: {
    sdk: '@aws-sdk/client-dynamodb-streams',
    load: async () => (await import('./dynamodb/streams/service.ts')).dynamodbStreams,
  },
  EMR: { sdk: '@aws-sdk/client-emr', load: async () => (await import('./emr/service.ts')).emr },
  Glacier: {
    sdk: '@aws-sdk/client-glacier',
    load: async () => (await import('./glacier/service.ts')).glacier,
  },
  Glue: { sdk: '@aws-sdk/client-glue', load: async () => (await import('./glue/service.ts')).glue },
  IoT: { sdk: '@aws-sdk/client-iot', load: async () => (await import('./iot/service.ts')).iot },
  IoTDataPlane: {
    sdk: '@aws-sdk/client-iot-data-plane',
    load: async () => (await import('./iot/data-plane.ts')).iotDataPlane,
  },
  Kinesis: {
    sdk: '@aws-sdk/client-kinesis',
    load: async () => (await import('./kinesis/service.ts')).kinesis,
  },
  S3: { sdk: '@aws-sdk/client-s3', load: async () => (await import('./s3/service.ts')).s3 },
  SQS: { sdk: '@aws-sdk/client-sqs', load: async () => (await import('./sqs/service.ts')).sqs },
}

/** AWS's short names of the emulated services, in alphabetical order. */
export const serviceNames: readonly string[] = Object.keys(SERVICES)

const loaded = new Map<string, Promise<Service>>()

/** Loads a service by AWS's short name. Throws `RangeError` for one that is not emulated. */
export function loadService(name: string): Promise<Service> {
  const service = loaded.get(name) ?? entry(name).load()
  loaded.set(name, service)
  return service
}

/** The short name of the service that a client class speaks to, as in `S3Client`. */
export function serviceOfClient(clientName: string): string {
  return clientName.startsWith('DynamoDBDocument') ? 'DynamoDB' : clientName.replace(/Client$/, '')
}

const require = createRequire(import.meta.url)

/**
 * The SDK package of a service, loaded when first asked for. It is the same instance that an
 * `import` of the package gives. Throws `RangeError` for a service that is not emulated.
 */
export function sdkOf(name: string): SdkModule {
  return require(entry(name).sdk) as SdkModule
}

/** The package with `DynamoDBDocumentClient`, loaded when first asked for. */
export function documentSdk(): SdkModule {
  return require('@aws-sdk/lib-dynamodb') as SdkModule
}

/**
 * Finds a class of the SDK by its name, in packages that serve the embedded AWS. Where several have
 * the name, the one whose base exception is among `classes` is meant.
 */
export function sdkClass(className: string, classes: readonly string[] = []): unknown {
  if (className.startsWith('DynamoDBDocument')) return documentSdk()[className]
  const likely = serviceNames.find((name) => className === `${name}Client`)
  if (likely) return sdkOf(likely)[className]
  // An exception of a package nobody loaded cannot have been thrown.
  return classIn(loadedSdks(), className, classes)
}

/** The SDK packages of services that somebody in this process has loaded. */
export function loadedSdks(): SdkModule[] {
  return Object.values(SERVICES)
    .map(({ sdk }) => require.cache[require.resolve(sdk)]?.exports as SdkModule | undefined)
    .filter((sdk) => sdk !== undefined)
}

function entry(name: string): Entry {
  const found = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined
  if (!found) throw new RangeError(`The embedded AWS has no service "${name}"`)
  return found
}
