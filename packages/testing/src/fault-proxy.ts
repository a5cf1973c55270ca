/** What to do to the requests that match, until it is lifted. */
export interface Fault {
  kind: "refuse" | "throttle" | "lose-reply" | "delay";
  every?: number;
}
