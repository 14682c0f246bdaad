import type { Classifier } from '@aws-sdk/client-glue'

/** A custom classifier: exactly one member is there. */
export type StoredClassifier = Classifier
