import { createHash } from 'node:crypto'

/**
 * Says whether a text has only characters that SQS takes (SDK text, SendMessage): tab, line feed,
 * carriage return, U+0020 to U+D7FF, U+E000 to U+FFFD, U+10000 to U+10FFFF.
 */
export function hasOnlyAllowedCharacters(text: string): boolean {
  return /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u.test(text)
}

/** The MD5 digest of a text's UTF-8 bytes. */
export function md5OfText(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
