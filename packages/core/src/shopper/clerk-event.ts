import * as z from "zod/mini";

const Text = z.nullish(z.string());

const User = z.object({
  id: z.string().check(z.minLength(1)),
  first_name: Text,
  last_name: Text,
  image_url: Text,
  primary_email_address_id: Text,
  email_addresses: z.array(
    z.object({
      id: z.string(),
      email_address: z.string(),
      verification: z.nullish(z.object({ status: Text })),
    }),
  ),
  banned: z.nullish(z.boolean()),
  locked: z.nullish(z.boolean()),
  /** Epoch milliseconds. */
  updated_at: z.number(),
});

/** The events of Clerk that mean something here; of the rest only the type is read. */
const Envelope = z.object({
  type: z.string().check(z.maxLength(100)),
  data: z.looseObject({ id: z.optional(z.string()) }),
});

/** What Clerk says of a shopper: only what the app keeps. */
export interface Identity {
  userId: string;
  /** The primary address, where it is verified. */
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  imageUrl: string | null;
  banned: boolean;
  /** Epoch milliseconds. */
  updatedAt: number;
}

export type ClerkEvent =
  | { kind: "changed"; created: boolean; identity: Identity }
  | { kind: "deleted"; userId: string }
  | { kind: "other" };

/** The type of a signed body and whom it is about; null where it is no event at all. */
export function headOf(payload: string): { type: string; userId?: string } | null {
  const { success, data } = Envelope.safeParse(parsed(payload));
  if (!success) return null;
  const { type } = data;
  return type.startsWith("user.") && data.data.id ? { type, userId: data.data.id } : { type };
}

/** Reads a signed body. Throws what zod throws where a user's event lacks what it must have. */
export function read(payload: string): ClerkEvent {
  const { type, data } = Envelope.parse(parsed(payload));
  if (type === "user.deleted") return { kind: "deleted", userId: z.string().parse(data.id) };
  if (type !== "user.created" && type !== "user.updated") return { kind: "other" };
  return { kind: "changed", created: type === "user.created", identity: identityOf(User.parse(data)) };
}

function identityOf(user: z.infer<typeof User>): Identity {
  const primary = user.email_addresses.find(({ id }) => id === user.primary_email_address_id);
  return {
    userId: user.id,
    email: primary?.verification?.status === "verified" ? primary.email_address : null,
    firstName: user.first_name || null,
    lastName: user.last_name || null,
    imageUrl: user.image_url || null,
    banned: user.banned === true || user.locked === true,
    updatedAt: user.updated_at,
  };
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
