/**
 * Makes text that a student controls fit for one line of any output: ANSI sequences, bidirectional
 * and zero-width characters are removed, whitespace of any kind becomes spaces, and every other
 * control character, lone surrogate and noncharacter becomes U+FFFD. What GitHub's runner would
 * read as a workflow command is broken apart by a space. Text of more than `max` UTF-16 units is
 * cut and ends in an ellipsis. Takes linear time.
 */
export function printable(text: string, max = 200): string {
  const clean = text
    .replace(ansiSequence, '')
    .replace(invisible, '')
    .replace(spacing, ' ')
    .replace(control, '\u{FFFD}')
    .toWellFormed()
    // The runner reads "::" after leading space, and "##[" anywhere in a line
    // (actions/runner, ActionCommand.cs: TryParseV2, TryParse).
    .replace(/^(\s*)::/, '$1: :')
    .replaceAll('##[', '## [')
  return clean.length <= max ? clean : `${clean.slice(0, max - 1).replace(halfPair, '')}…`
}

/**
 * Makes text of many lines, such as a stack, printable line by line: at most `lines` lines of at
 * most `max` UTF-16 units, and an ellipsis where more would follow.
 */
export function printableLines(
  text: string,
  limits: { lines?: number; max?: number } = {},
): string[] {
  const { lines = 40, max = 200 } = limits
  const found = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u, lines + 1)
  const shown = found.slice(0, lines).map((line) => printable(line, max))
  return found.length > lines ? [...shown, '…'] : shown
}

// Not node:util's stripVTControlCharacters: on repeated unterminated sequences it takes quadratic
// time, and students choose the text. Here no part can run past the start of the
// next sequence.
// oxlint-disable no-control-regex -- ANSI sequences begin with control characters.
const ansiSequence =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x90-\x9f]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]/g
// oxlint-enable no-control-regex

const invisible = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu

const spacing = /[\t\n\v\f\r\u0085\u2028\u2029]/g

const control = /[\p{Cc}\p{Noncharacter_Code_Point}]/gu

const halfPair = /[\uD800-\uDBFF]$/
