export interface Letter {
  /** Address, or `Name <address>`. */
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  headers?: Readonly<Record<string, string>>;
}

export interface Mail {
  /**
   * Hands a letter over, once: it is never tried again by itself. Throws ServiceError: `rejected` where it will never be taken, `timeout`
   * where nobody knows whether it was, everything else where it was not.
   */
  send(letter: Letter): Promise<{ messageId: string }>;
}
