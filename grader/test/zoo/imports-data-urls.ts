// Code that comes from no file.
const module = await import('data:text/javascript,export const double = (list) => list.map((n) => n * 2)')

export const double = module.double
