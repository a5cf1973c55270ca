/** Open WebSockets, by the ids that the gateway gave them. All verbs throw ServiceError. */
export interface Sockets {
  /** Sends a text; false where the connection is closed. */
  send(connectionId: string, text: string): Promise<boolean>;
  /** Closes a connection; no error where it is closed. */
  close(connectionId: string): Promise<void>;
}
