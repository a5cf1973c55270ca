import * as z from "zod/mini";

const Message = z.object({ type: z.string().check(z.maxLength(40)) });

/** A message of a browser; null where it is none. */
export function parseMessage(body: string): z.infer<typeof Message> | null {
  try {
    return Message.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
