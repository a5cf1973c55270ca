import { InvitationId } from "@stylegence/contracts/family";
import * as Contract from "@stylegence/contracts/invitation";
import * as Links from "@stylegence/contracts/link";
import { UserId } from "@stylegence/contracts/shopper";
import * as Answer from "@stylegence/core/invitation/answer";
import * as Invitations from "@stylegence/core/invitation/list";
import * as Link from "@stylegence/core/link/link";
import * as z from "zod/mini";
import { PRIVATE, type Route, route } from "../../api/route.ts";

const own = { security: "shopper", params: undefined, query: undefined, cacheControl: PRIVATE } as const;
const nothing = { response: z.null(), responseName: "Nothing" } as const;
const other = z.object({ userId: UserId });

export const linkRoutes: Route[] = [
  route({
    ...own,
    path: "/me/links",
    id: "listLinks",
    summary: "Linked shoppers, and what each side allows the other",
    response: Links.Links,
    responseName: "Links",
    answer: async () => ({ body: { items: await Link.list(), nextCursor: null } }),
  }),
  route({
    ...own,
    method: "PATCH",
    path: "/me/links/{userId}",
    id: "changeLink",
    summary: "Changes what the shopper allows a linked one",
    params: other,
    body: Links.LinkInput,
    response: Links.Link,
    responseName: "Link",
    answer: async ({ params, body }) => ({ body: await Link.change(params.userId, body) }),
  }),
  route({
    ...own,
    method: "DELETE",
    path: "/me/links/{userId}",
    id: "revokeLink",
    summary: "Ends a link at once, whoever began it",
    params: other,
    ...nothing,
    answer: async ({ params }) => {
      await Link.revoke(params.userId);
      return { status: 204 };
    },
  }),
  route({
    ...own,
    path: "/me/links/invitations",
    id: "listLinkInvitations",
    summary: "The shopper's own open invitations to link",
    response: Contract.SentInvitations,
    responseName: "SentInvitations",
    answer: async () => ({ body: { items: await Invitations.sentLinks(), nextCursor: null } }),
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/links/invitations",
    id: "inviteToLink",
    summary: "Invites to link accounts: an address, somebody of a common group, or by a link to pass on",
    body: Links.LinkInvitationInput,
    response: Contract.NewInvitation,
    responseName: "NewInvitation",
    answer: async ({ body }) => {
      const { invitation, url } = await Link.invite(body);
      return { status: 201, body: { invitation: (await Invitations.sentView([invitation]))[0], url } };
    },
  }),
  route({
    ...own,
    method: "DELETE",
    path: "/me/links/invitations/{invitationId}",
    id: "revokeLinkInvitation",
    summary: "Takes an own open invitation to link back",
    params: z.object({ invitationId: InvitationId }),
    ...nothing,
    answer: async ({ params }) => {
      await Invitations.revoke(params.invitationId);
      return { status: 204 };
    },
  }),
  route({
    ...own,
    path: "/me/invitations",
    id: "listInvitations",
    summary: "Invitations that wait for the shopper, by their account and their verified address",
    response: Contract.ReceivedInvitations,
    responseName: "ReceivedInvitations",
    answer: async () => ({ body: { items: await Invitations.received(), nextCursor: null } }),
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/invitations/look",
    id: "lookAtInvitation",
    summary: "What an invitation is about, by the token of its address or by its id",
    body: Contract.InvitationAnswer,
    response: Contract.ReceivedInvitation,
    responseName: "ReceivedInvitation",
    answer: async ({ body }) => ({ body: await Answer.look(body) }),
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/invitations/accept",
    id: "acceptInvitation",
    summary: "Accepts an invitation to link or to join a group; again by the same shopper is the same",
    body: Contract.InvitationAnswer,
    response: Contract.AcceptedInvitation,
    responseName: "AcceptedInvitation",
    answer: async ({ body }) => ({ body: await Answer.accept(body) }),
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/invitations/decline",
    id: "declineInvitation",
    summary: "Declines an invitation; who sent it can't ask this shopper again for 30 days",
    body: Contract.InvitationAnswer,
    ...nothing,
    answer: async ({ body }) => {
      await Answer.decline(body);
      return { status: 204 };
    },
  }),
];
