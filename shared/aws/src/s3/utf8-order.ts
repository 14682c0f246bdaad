/**
 * Compares two keys by their UTF-8 bytes, the order of every S3 listing (S3 User Guide, "Listing
 * object keys"). UTF-16, JavaScript's order, differs beyond the Basic Multilingual Plane.
 */
export function compareUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index)
    const b = right.charCodeAt(index)
    if (a !== b) return utf8Rank(a) - utf8Rank(b)
  }
  return left.length - right.length
}

/** Ranks surrogates after every other code unit: UTF-8 puts what they encode last. */
function utf8Rank(codeUnit: number): number {
  if (codeUnit >= 0xe000) return codeUnit - 0x800
  return codeUnit >= 0xd800 ? codeUnit + 0x2000 : codeUnit
}
