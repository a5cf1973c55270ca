export interface Failure {
  /** Of the body in what was given to `send`. */
  index: number;
  reason: string;
  /** Sending it again as it is won't help. */
  permanent: boolean;
}

export interface SendOptions {
  delaySeconds?: number;
  /** Go with each message, beside its body. */
  attributes?: Readonly<Record<string, string>>;
}

export interface Queue {
  /**
   * Sends bodies, objects as JSON and texts as they are, in as few requests as there can be; says which were not taken. Throws
   * ServiceError when none could be tried.
   */
  send(queueUrl: string, bodies: readonly (object | string)[], options?: SendOptions): Promise<Failure[]>;
}
