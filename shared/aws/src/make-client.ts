import { handleCallsOf, type AwsHandler } from './intercept.ts'

interface SdkClient {
  config: object
  send(command: object): Promise<object>
}

type ClientClass = new (config: object) => SdkClient

interface DocumentClientClass {
  from(client: SdkClient, translateConfig?: object): SdkClient
}

/**
 * What every client of the workshop is made with: no account stands behind it. The defaults are the
 * SDK's own; said here, a client does not search the environment and ~/.aws for each of them, which
 * costs more than the call it makes.
 */
const CONFIG = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAWORKSHOP00000000', secretAccessKey: 'not-a-secret' },
  accountIdEndpointMode: 'preferred',
  defaultsMode: 'legacy',
  maxAttempts: 3,
  retryMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: '',
  // S3's alone.
  disableS3ExpressSessionAuth: false,
  requestChecksumCalculation: 'WHEN_SUPPORTED',
  responseChecksumValidation: 'WHEN_SUPPORTED',
  useArnRegion: false,
  // SQS's alone. Its calls go to the handler, and not to the host in a queue's URL: the SDK would warn
  // of each that names an endpoint.
  useQueueUrlAsEndpoint: false,
}

/**
 * Makes a real SDK client whose calls go to `handler`. `sdkClass` finds the SDK's classes by name;
 * `config` is added to the client's own (`translateConfig` belongs to a document client).
 */
export function makeClient(
  className: string,
  handler: AwsHandler,
  { sdkClass, config }: { sdkClass: (name: string) => unknown; config: object },
): SdkClient {
  const { translateConfig, ...rest } = config as { translateConfig?: object }
  if (className.startsWith('DynamoDBDocument')) {
    const base = makeClient('DynamoDBClient', handler, { sdkClass, config: rest })
    const DocumentClient = sdkClass(className) as DocumentClientClass
    const client = DocumentClient.from(base, translateConfig)
    handleCallsOf(client, handler)
    return client
  }
  const Client = sdkClass(className)
  if (typeof Client !== 'function') throw new RangeError(`The SDK has no client "${className}"`)
  const client = new (Client as ClientClass)({ ...CONFIG, ...rest })
  handleCallsOf(client, handler)
  return client
}
