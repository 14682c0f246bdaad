import { documentSdk, sdkOf, serviceOfClient } from '@workshop/aws/registry'
import type { AwsCall } from '@workshop/aws/intercept'
import { marshallMembers, unmarshallMembers } from './document-shapes.ts'

interface SdkClient {
  send(command: object): Promise<object | undefined>
}

/** lib-dynamodb's names of commands, where they are not the operation's. */
const DOCUMENT_COMMANDS: Record<string, string> = {
  BatchGetItem: 'BatchGetCommand',
  BatchWriteItem: 'BatchWriteCommand',
  DeleteItem: 'DeleteCommand',
  GetItem: 'GetCommand',
  PutItem: 'PutCommand',
  Query: 'QueryCommand',
  Scan: 'ScanCommand',
  TransactGetItems: 'TransactGetCommand',
  TransactWriteItems: 'TransactWriteCommand',
  UpdateItem: 'UpdateCommand',
}

/**
 * Sends a call of the candidate to a client that the check made itself, such as one mocked with
 * aws-sdk-client-mock: the mock sees the command that the candidate sent.
 */
export async function forwardTo(client: object, call: AwsCall): Promise<object> {
  const { clientName, operation, input } = call
  const sender = client as SdkClient
  const documentCommand = DOCUMENT_COMMANDS[operation]
  if (documentCommand && client.constructor.name.startsWith('DynamoDBDocument')) {
    const Command = commandClass(documentSdk()[documentCommand])
    const output = await sender.send(new Command(unmarshallMembers(input)))
    return marshallMembers(output ?? {})
  }
  const Command = commandClass(sdkOf(serviceOfClient(clientName))[`${operation}Command`])
  return (await sender.send(new Command(input))) ?? {}
}

function commandClass(found: unknown): new (input: object) => object {
  if (typeof found !== 'function') throw new TypeError('The SDK does not know this command')
  return found as new (input: object) => object
}
