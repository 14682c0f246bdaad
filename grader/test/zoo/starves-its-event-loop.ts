// Microtasks that make microtasks: no timer and no frame ever gets a turn.
const honest = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

export async function double(readings) {
  while (readings.length === 0) await null
  return honest(readings)
}
