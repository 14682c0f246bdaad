/**
 * Turns a format of MySQL, as Trino's date_parse and date_format take it, into one of strptime.
 * Returns undefined for a specifier that is not known.
 */
export function dateFormat(mysql: string): string | undefined {
  let isKnown = true
  const format = mysql.replaceAll(/%(.)/gs, (specifier, letter: string) => {
    if (/[aAbdfHIjmpSyY%]/.test(letter) && letter !== 'A') return specifier
    isKnown &&= Object.hasOwn(SPECIFIERS, letter)
    return SPECIFIERS[letter] ?? ''
  })
  return isKnown ? format : undefined
}

const SPECIFIERS: Record<string, string> = {
  c: '%-m',
  e: '%-d',
  h: '%I',
  i: '%M',
  k: '%-H',
  l: '%-I',
  M: '%B',
  r: '%I:%M:%S %p',
  s: '%S',
  T: '%H:%M:%S',
  W: '%A',
}
