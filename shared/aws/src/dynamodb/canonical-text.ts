/** A text that two values share if they are equal, whatever the order of their members. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (member instanceof Uint8Array) return Buffer.from(member).toString('base64')
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member
    return Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))
  })
}
