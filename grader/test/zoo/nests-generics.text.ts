// Types inside types inside types: what strips them has to find their end.
export default `type Deep = ${'Array<'.repeat(60_000)}number${'>'.repeat(60_000)}
export const double = <T extends Deep>(readings: T) => readings
`
