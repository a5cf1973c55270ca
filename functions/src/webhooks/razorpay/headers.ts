/** Of an event, in lower case. */
export const SIGNATURE = "x-razorpay-signature";
export const EVENT_ID = "x-razorpay-event-id";
/** Ours: the event came from another stage, and goes no further. */
export const RELAYED = "x-stylegence-relayed";
