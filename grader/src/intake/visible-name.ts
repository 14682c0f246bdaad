const invisible =
  /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{FFFD}]/u

const longest = 80

/**
 * Whether a name holds something that a reader cannot see or that moves what they see: control,
 * bidirectional, zero-width and unassigned characters.
 */
export function hasInvisible(name: string): boolean {
  return invisible.test(name)
}

/** A name or path of a submission in which nothing is invisible: such characters become numbers. */
export function visibleName(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll(new RegExp(invisible, 'gu'), escape)
}

/** Quotes a name or a path of a submission for a sentence: nothing invisible, at most 80 characters. */
export function quote(text: string): string {
  const quoted = Array.from(`"${visibleName(text)}"`)
  return quoted.length > longest ? `${quoted.slice(0, longest - 2).join('')}…"` : quoted.join('')
}

function escape(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`
}
