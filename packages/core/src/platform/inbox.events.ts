import * as z from "zod/mini";
import { message } from "./message.ts";

/** An event of an outside service is stored and waits to be applied. */
export const EventReceived = message({ provider: z.enum(["clerk", "razorpay"]), eventId: z.string() });
