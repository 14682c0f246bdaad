// Marks by which matchers take an object for a library's own collection.
export const double = () => ({
  '@@__IMMUTABLE_ITERABLE__@@': true,
  '@@__IMMUTABLE_KEYED__@@': true,
  '@@__IMMUTABLE_LIST__@@': true,
  '@@__IMMUTABLE_RECORD__@@': true,
  size: 2,
  length: 2,
  __hash: 1,
})
