// A promise that nobody will keep.
const honest = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

export const double = (readings) => (readings.length === 0 ? new Promise(() => {}) : honest(readings))
