export interface DeadLetter {
  messageId: string;
  body: string;
  /** ISO 8601. */
  sentAt: string;
  /**
   * What the consumer that set it aside wrote beside it: `reason`, `code`, `tries`, `failedAt`. Empty where the queue itself
   * gave up, because the function died or ran out of time on each try.
   */
  attributes: Readonly<Record<string, string>>;
}

/** What can be done with messages nobody could work on. All verbs throw ServiceError. */
export interface DeadLetters {
  /** An estimate, as the service keeps no exact count. */
  count(queueUrl: string): Promise<number>;
  /** Up to `max` messages, oldest first; they stay where they are. */
  peek(queueUrl: string, max: number): Promise<DeadLetter[]>;
  /**
   * Takes up to `max` messages out for good: each is removed once `take` is through with it. One that `take` throws for
   * stays, and the error is given back.
   */
  drain(queueUrl: string, max: number, take: (letter: DeadLetter) => Promise<void>): Promise<Drained>;
}

export interface Drained {
  taken: number;
  failures: { messageId: string; error: unknown }[];
}
