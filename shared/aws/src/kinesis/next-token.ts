import { type Account, failure } from './account.ts'

/** How long page tokens live, in milliseconds (SDK text, ListShards and ListStreamConsumers). */
const LIFETIME = 300_000

/** Makes a NextToken that carries `page`, plain data. */
export function encodeToken({ world }: Account, page: object): string {
  const token = { page, madeAt: world.clock.now() }
  return Buffer.from(JSON.stringify(token)).toString('base64')
}

/**
 * Reads a NextToken. Throws ExpiredNextTokenException after 300 seconds, InvalidArgumentException
 * if it never was one.
 */
export function decodeToken<Page>(account: Account, text: string): Page {
  const { page, madeAt } = parse(text)
  if (!page || typeof madeAt !== 'number') {
    throw failure(account, 'InvalidArgumentException', 'Invalid NextToken.')
  }
  if (account.world.clock.now() - madeAt <= LIFETIME) return page as Page
  const message = 'The NextToken has expired. Tokens expire after 300 seconds.'
  throw failure(account, 'ExpiredNextTokenException', message)
}

function parse(text: string): { page?: unknown; madeAt?: unknown } {
  try {
    return Object(JSON.parse(Buffer.from(text, 'base64').toString()))
  } catch {
    return {}
  }
}
