/** What puts texts into English. */
export interface Translator {
  /**
   * The texts in English, in order; null where this language is none that it knows. `from` is the language of the texts, "hi". Throws
   * `ServiceError`, whose `retry` says whether the same may succeed later.
   */
  toEnglish(texts: readonly string[], from: string): Promise<string[] | null>;
}
