export interface PushTarget {
  /** Whoever knows it may send there: never logged. */
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

export interface PushMessage {
  /** At most some 3,900 bytes. */
  payload: string;
  /** Of two that wait for a device, only the newer is kept; up to 32 characters of base64url. */
  topic: string;
  ttlSeconds: number;
  urgency: "low" | "normal" | "high";
}

export interface Push {
  /**
   * Encrypts a message for a browser and hands it to its push service; `gone` where the browser is no longer subscribed. Throws
   * ServiceError, whose message does not say where it should have gone.
   */
  send(target: PushTarget, message: PushMessage): Promise<"accepted" | "gone">;
}
