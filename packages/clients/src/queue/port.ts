export interface Failure {
  /** Of the body in what was given to `send`. */
  index: number;
  reason: string;
  /** Sending it again as it is won't help. */
  permanent: boolean;
}

export interface Queue {
  /** Sends JSON bodies in as few requests as there can be; says which were not taken. Throws ServiceError when none could be tried. */
  send(queueUrl: string, bodies: readonly object[], options?: { delaySeconds?: number }): Promise<Failure[]>;
}
