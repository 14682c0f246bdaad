// The module's own top never settles.
await new Promise(() => {})

export const double = () => []
