// Template literals in template literals, JSX-like type arguments, and no end.
export default `export const double = () => ${'`${<a<b<'.repeat(40_000)}\n`
