import { GroupId } from "@stylegence/contracts/query";
import {
  HelpfulVote,
  HelpfulVotes,
  HelpfulVotesParams,
  MyReview,
  MyReviews,
  MyReviewsParams,
  ReviewId,
  ReviewInput,
} from "@stylegence/contracts/review";
import * as z from "zod/mini";
import { PRIVATE, type Route, route } from "../../api/route.ts";

// Most requests are about something else, and need not wait for it to load.
const reviews = () => import("@stylegence/core/review/review");
const votes = () => import("@stylegence/core/review/vote");
const views = () => import("@stylegence/core/review/shown");
const shoppers = () => import("@stylegence/core/shopper/shopper");

const OfReview = z.object({ reviewId: ReviewId });
const own = { security: "shopper", cacheControl: PRIVATE } as const;

type Row = Parameters<Awaited<ReturnType<typeof views>>["own"]>[0];

async function shown(rows: readonly Row[]): Promise<z.infer<typeof MyReview>[]> {
  const [View, Shopper] = await Promise.all([views(), shoppers()]);
  const author = await Shopper.current();
  return rows.map((row) => View.own(row, author));
}

export const reviewRoutes: Route[] = [
  route({
    ...own,
    method: "POST",
    path: "/products/{groupId}/reviews",
    id: "writeReview",
    summary: "Review a product; it is looked at, translated where it need be, and published then",
    params: z.object({ groupId: GroupId }),
    query: undefined,
    body: ReviewInput,
    response: MyReview,
    responseName: "MyReview",
    answer: async ({ params, body }) => {
      const [made] = await shown([await (await reviews()).create(params.groupId, body)]);
      return { status: 201, body: made };
    },
  }),
  route({
    ...own,
    path: "/me/reviews",
    id: "listMyReviews",
    summary: "The shopper's reviews, newest first; or the one of a product that stands",
    params: undefined,
    query: MyReviewsParams,
    response: MyReviews,
    responseName: "MyReviews",
    answer: async ({ query }) => {
      const { items, nextCursor } = await (await reviews()).list(query);
      return { body: { items: await shown(items), nextCursor } };
    },
  }),
  route({
    ...own,
    method: "DELETE",
    path: "/me/reviews/{reviewId}",
    id: "withdrawReview",
    summary: "Take a review back; another may be written then",
    params: OfReview,
    query: undefined,
    response: MyReview,
    responseName: "MyReview",
    answer: async ({ params }) => {
      const [gone] = await shown([await (await reviews()).withdraw(params.reviewId)]);
      return { body: gone };
    },
  }),
  route({
    ...own,
    path: "/me/helpful-votes",
    id: "listHelpfulVotes",
    summary: "Which of these reviews the shopper found helpful",
    params: undefined,
    query: HelpfulVotesParams,
    response: HelpfulVotes,
    responseName: "HelpfulVotes",
    answer: async ({ query }) => ({ body: { reviewIds: await (await votes()).among(query.reviewId) } }),
  }),
  route({
    ...own,
    method: "PUT",
    path: "/me/helpful-votes/{reviewId}",
    id: "putHelpfulVote",
    summary: "Find another's review helpful",
    params: OfReview,
    query: undefined,
    response: HelpfulVote,
    responseName: "HelpfulVote",
    answer: async ({ params }) => ({ body: await (await votes()).put(params.reviewId, true) }),
  }),
  route({
    ...own,
    method: "DELETE",
    path: "/me/helpful-votes/{reviewId}",
    id: "removeHelpfulVote",
    summary: "Find it helpful no longer",
    params: OfReview,
    query: undefined,
    response: HelpfulVote,
    responseName: "HelpfulVote",
    answer: async ({ params }) => ({ body: await (await votes()).put(params.reviewId, false) }),
  }),
];
