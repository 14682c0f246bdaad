/** Greets by name, or without one. */
export const greeting = (name: string): string => ['Good morning', name].filter(Boolean).join(', ')
