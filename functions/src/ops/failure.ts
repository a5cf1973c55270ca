/** Told to the operator as one line; the program ends with 1. */
export class Failure extends Error {}

/** What was to be said has been, and something was left undone. */
export class Unfinished extends Error {}
