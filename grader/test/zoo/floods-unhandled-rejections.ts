// Promises that fail while nobody looks.
const honest = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

export async function double(readings) {
  if (readings.length === 0) {
    for (let times = 0; times < 5_000; times++) void Promise.reject(new Error('::error::canary nobody looks'))
  }
  return honest(readings)
}
