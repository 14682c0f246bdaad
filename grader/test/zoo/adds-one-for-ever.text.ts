// A sum of 200 000 ones: a tree as deep as it is long.
export default `export const double = () => 1${'+1'.repeat(200_000)}\n`
