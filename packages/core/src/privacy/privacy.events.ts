import * as z from "zod/mini";
import { message } from "../platform/message.ts";
import { CONSENT_FLAGS } from "../shopper/consent-flag.ts";

const userId = z.string();

/** What the queue `privacy` is asked to do for a shopper. */
export const PrivacyAsked = z.discriminatedUnion("kind", [
  message({ kind: z.literal("erasure"), userId }),
  message({ kind: z.literal("export"), userId, exportId: z.string() }),
  message({ kind: z.literal("withdrawal"), userId, flag: z.enum(CONSENT_FLAGS) }),
]);
