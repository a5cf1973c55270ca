/** Told to the operator as one line; the program ends with 1. */
export class Failure extends Error {}
