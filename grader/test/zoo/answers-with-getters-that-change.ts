// Every look sees another value.
export const double = () => {
  let looks = 0
  return Object.defineProperty([], 0, { get: () => ++looks * 14, enumerable: true })
}
