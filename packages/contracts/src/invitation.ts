import * as z from "zod/mini";
import { Relationship } from "./link.ts";
import { Person } from "./shopper.ts";

export const InvitedRole = z.enum(["member", "guest"]);
export type InvitedRole = z.infer<typeof InvitedRole>;

const common = {
  invitationId: z.string(),
  kind: z.enum(["link", "family"]),
  /** Of a family invitation. */
  familyId: z.nullable(z.string()),
  familyName: z.nullable(z.string()),
  role: z.nullable(InvitedRole),
  relationship: z.nullable(Relationship),
  createdAt: z.string(),
  expiresAt: z.string(),
};

/** An invitation as its maker sees it. */
export const SentInvitation = z.object({
  ...common,
  /** Where it was mailed to; null for a link to pass on. */
  email: z.nullable(z.string()),
  person: z.nullable(Person),
});
export type SentInvitation = z.infer<typeof SentInvitation>;

/** An invitation as the invited sees it, before accepting. */
export const ReceivedInvitation = z.object({ ...common, from: Person });
export type ReceivedInvitation = z.infer<typeof ReceivedInvitation>;

/** Answer of the making of an invitation. */
export const NewInvitation = z.object({
  invitation: SentInvitation,
  /** The address to pass on, told this once; null where it was mailed or the invited is told in the app. */
  url: z.nullable(z.string()),
});
export type NewInvitation = z.infer<typeof NewInvitation>;

export const SentInvitations = z.object({ items: z.array(SentInvitation), nextCursor: z.nullable(z.string()) });
export type SentInvitations = z.infer<typeof SentInvitations>;
/** Answer of `GET /me/invitations`: those that wait for me. */
export const ReceivedInvitations = z.object({ items: z.array(ReceivedInvitation), nextCursor: z.nullable(z.string()) });
export type ReceivedInvitations = z.infer<typeof ReceivedInvitations>;

/**
 * Body of `POST /me/invitations/{look,accept,decline}`: the token of the address `/invite#<token>`, or the id of one that waits for me.
 */
export const InvitationAnswer = z.strictObject({
  token: z.optional(z.string().check(z.minLength(20), z.maxLength(200))),
  invitationId: z.optional(z.string().check(z.maxLength(60))),
});
export type InvitationAnswer = z.infer<typeof InvitationAnswer>;

/** Answer of `POST /me/invitations/accept`: who or which group it has linked to. */
export const AcceptedInvitation = z.object({
  kind: z.enum(["link", "family"]),
  /** Of whom I am linked with now. */
  userId: z.nullable(z.string()),
  familyId: z.nullable(z.string()),
});
export type AcceptedInvitation = z.infer<typeof AcceptedInvitation>;
