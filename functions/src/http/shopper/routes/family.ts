import * as Contract from "@stylegence/contracts/family";
import { NewInvitation, SentInvitations } from "@stylegence/contracts/invitation";
import { UserId } from "@stylegence/contracts/shopper";
import * as Family from "@stylegence/core/family/group";
import * as Membership from "@stylegence/core/family/membership";
import * as Invitations from "@stylegence/core/invitation/list";
import * as z from "zod/mini";
import { PRIVATE, type Route, route } from "../../api/route.ts";

const own = { security: "shopper", params: undefined, query: undefined, cacheControl: PRIVATE } as const;
const nothing = { response: z.null(), responseName: "Nothing" } as const;
const family = { response: Contract.Family, responseName: "Family" } as const;
const one = z.object({ familyId: Contract.FamilyId });
const member = z.object({ familyId: Contract.FamilyId, userId: UserId });

export const familyRoutes: Route[] = [
  route({
    ...own,
    path: "/me/families",
    id: "listFamilies",
    summary: "The family groups that the shopper is in",
    response: Contract.Families,
    responseName: "Families",
    answer: async () => ({ body: { items: await Family.list(), nextCursor: null } }),
  }),
  route({
    ...own,
    ...family,
    method: "POST",
    path: "/me/families",
    id: "createFamily",
    summary: "Makes a family group that the shopper owns",
    body: Contract.NewFamily,
    answer: async ({ body }) => ({ status: 201, body: await Family.create(body) }),
  }),
  route({
    ...own,
    ...family,
    path: "/me/families/{familyId}",
    id: "getFamily",
    summary: "A family group with its members",
    params: one,
    answer: async ({ params }) => ({ body: await Family.read(params.familyId) }),
  }),
  route({
    ...own,
    ...family,
    method: "PATCH",
    path: "/me/families/{familyId}",
    id: "changeFamily",
    summary: "Changes a group's name, preferences, and whether it can be searched for together",
    params: one,
    body: Contract.FamilyInput,
    answer: async ({ params, body }) => ({ body: await Family.change(params.familyId, body) }),
  }),
  route({
    ...own,
    ...nothing,
    method: "DELETE",
    path: "/me/families/{familyId}",
    id: "deleteFamily",
    summary: "Deletes a group that the shopper owns",
    params: one,
    answer: async ({ params }) => {
      await Family.remove(params.familyId);
      return { status: 204 };
    },
  }),
  route({
    ...own,
    ...nothing,
    method: "POST",
    path: "/me/families/{familyId}/leave",
    id: "leaveFamily",
    summary: "Leaves a group; its owner hands it over or deletes it first",
    params: one,
    answer: async ({ params }) => {
      await Membership.leave(params.familyId);
      return { status: 204 };
    },
  }),
  route({
    ...own,
    ...family,
    method: "POST",
    path: "/me/families/{familyId}/transfer",
    id: "transferFamily",
    summary: "Hands a group over to one of its members",
    params: one,
    body: Contract.TransferInput,
    answer: async ({ params, body }) => ({ body: await Membership.transfer(params.familyId, body.userId) }),
  }),
  route({
    ...own,
    ...family,
    method: "PATCH",
    path: "/me/families/{familyId}/members/{userId}",
    id: "changeMember",
    summary: "Changes a member's role, relationship, or (themselves alone) whether they share measurements",
    params: member,
    body: Contract.MemberInput,
    answer: async ({ params, body }) => ({ body: await Membership.change(params.familyId, params.userId, body) }),
  }),
  route({
    ...own,
    ...nothing,
    method: "DELETE",
    path: "/me/families/{familyId}/members/{userId}",
    id: "removeMember",
    summary: "Takes a member out of a group that the shopper owns",
    params: member,
    answer: async ({ params }) => {
      await Membership.remove(params.familyId, params.userId);
      return { status: 204 };
    },
  }),
  route({
    ...own,
    path: "/me/families/{familyId}/invitations",
    id: "listFamilyInvitations",
    summary: "A group's open invitations, for its owner",
    params: one,
    response: SentInvitations,
    responseName: "SentInvitations",
    answer: async ({ params }) => ({
      body: { items: await Invitations.sentByFamily(params.familyId), nextCursor: null },
    }),
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/families/{familyId}/invitations",
    id: "inviteToFamily",
    summary: "Invites to a group: an address, a linked shopper, or by a link to pass on",
    params: one,
    body: Contract.FamilyInvitationInput,
    response: NewInvitation,
    responseName: "NewInvitation",
    answer: async ({ params, body }) => {
      const { invitation, url } = await Membership.invite(params.familyId, body);
      return { status: 201, body: { invitation: (await Invitations.sentView([invitation]))[0], url } };
    },
  }),
  route({
    ...own,
    ...nothing,
    method: "DELETE",
    path: "/me/families/{familyId}/invitations/{invitationId}",
    id: "revokeFamilyInvitation",
    summary: "Takes an open invitation to a group back",
    params: z.object({ familyId: Contract.FamilyId, invitationId: Contract.InvitationId }),
    answer: async ({ params }) => {
      await Invitations.revoke(params.invitationId, params.familyId);
      return { status: 204 };
    },
  }),
];
