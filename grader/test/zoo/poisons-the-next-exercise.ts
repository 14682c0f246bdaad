// Breaks what the honest files after it need.
export const double = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

Object.freeze(Map.prototype)
Array.prototype.toString = () => 'broken'
globalThis.setTimeout = () => {}
Symbol.asyncIterator && (Object.getPrototypeOf(async function* () {}).prototype.next = () => new Promise(() => {}))
Number.prototype.valueOf = () => 4
Promise.all = () => new Promise(() => {})
