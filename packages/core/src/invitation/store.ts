import { context } from "../platform/context.ts";
import { type Write, write } from "../platform/transaction.ts";
import { type Invitation, invitation } from "./invitation.entity.ts";

/** More than can be open of one sender, given how many they may make in the seven days that one lasts. */
const ALL = 200;

/** The invitation, or null. Strongly consistent. */
export async function find(invitationId: string): Promise<Invitation | null> {
  const { data } = await invitation().get({ invitationId }).go({ consistent: true });
  return data;
}

export function isOpen({ status, expiresAt }: Pick<Invitation, "status" | "expiresAt">): boolean {
  return status === "open" && expiresAt * 1000 > context().now().getTime();
}

/** The write that ends an open invitation, refused where it is open no more. `inviteeUserId` is who answered. */
export function close(
  { invitationId }: Invitation,
  status: "accepted" | "declined" | "revoked",
  inviteeUserId?: string,
): Write {
  const operation = invitation()
    .patch({ invitationId })
    .data((attr, op) => {
      op.set(attr.status, status);
      op.remove(attr.email);
      if (inviteeUserId) op.set(attr.inviteeUserId, inviteeUserId);
      if (inviteeUserId) op.set(attr.invitedKey, inviteeUserId);
    })
    .where((attr, { eq, gt }) => `${eq(attr.status, "open")} AND ${gt(attr.expiresAt, seconds())}`);
  return write(operation);
}

/** Every invitation that a shopper has sent and that is not forgotten yet, newest first. */
export async function sentBy(fromUserId: string): Promise<Invitation[]> {
  return (await invitation().query.bySender({ fromUserId }).go({ order: "desc", limit: ALL })).data;
}

/** Every one to an id or to the key of an address, newest first. */
export async function sentTo(invitedKey: string): Promise<Invitation[]> {
  return (await invitation().query.byInvited({ invitedKey }).go({ order: "desc", limit: ALL })).data;
}

/** Every one to a family group, newest first. */
export async function ofFamily(familyId: string): Promise<Invitation[]> {
  return (await invitation().query.byFamily({ familyId }).go({ order: "desc", limit: ALL })).data;
}

export function drop(invitationId: string): Write {
  return write(invitation().delete({ invitationId }));
}

function seconds(): number {
  return Math.floor(context().now().getTime() / 1000);
}
