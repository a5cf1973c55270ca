/** Shoppers' accounts at the identity provider. All verbs throw ServiceError; a `throttled` one says when to come again. */
export interface Accounts {
  /** Deletes an account for good; false where there was none. */
  remove(userId: string): Promise<boolean>;
}
