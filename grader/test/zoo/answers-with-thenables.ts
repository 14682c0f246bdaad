// Awaiting this never ends, or ends differently every time.
export const double = () => ({
  then(resolve) {
    resolve({ then: (again) => again({ then: () => {} }) })
  },
})
