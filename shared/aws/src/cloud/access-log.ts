import { styleText } from 'node:util'

/** A request that was answered. */
export interface Access {
  /** When it came, in real milliseconds since 1970. */
  at: number
  /** How long it took, in milliseconds. */
  ms: number
  status: number
  service: string | undefined
  operation: string | undefined
  /** AWS's code of the error, if it was one. */
  error: string | undefined
  method: string
  /** As sent, with its query. */
  url: string
}

/** One line for a request, with colours if they are wanted. */
export function accessLine(access: Access, { isColourful }: { isColourful: boolean }): string {
  const { at, ms, status, service, operation, error, method, url } = access
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    isColourful ? styleText(style, text, { validateStream: false }) : text
  const time = new Date(at).toTimeString().slice(0, 8)
  const what = [service, operation].filter(Boolean).join(' ') || '-'
  const colour = status < 400 ? 'green' : status < 500 ? 'yellow' : 'red'
  return [
    paint('dim', time),
    paint(colour, String(status)),
    paint('bold', what),
    ...(error === undefined ? [] : [paint(colour, error)]),
    `${method} ${printable(url)}`,
    paint('dim', `${Math.round(ms)} ms`),
  ].join('  ')
}

const MAX_URL = 200

/** A URL is the client's; it must not write on the terminal. */
function printable(url: string): string {
  const safe = url
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/X-Amz-(?:Security-Token|Signature)=[^&]*/g, '...')
  return safe.length > MAX_URL ? `${safe.slice(0, MAX_URL)}...` : safe
}
