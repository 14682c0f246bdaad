// Thousands of calls that nobody awaits.
import { ListBucketsCommand } from '@aws-sdk/client-s3'

export async function claim(client) {
  for (let calls = 0; calls < 2_500; calls++) client.send(new ListBucketsCommand({})).catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 1000))
  return true
}

export const claimWithin = () => false
