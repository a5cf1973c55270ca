import { Me } from "@stylegence/contracts/me";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { PRIVATE, type Route, route } from "../../api/route.ts";

export const meRoutes: Route[] = [
  route({
    path: "/me",
    id: "getMe",
    summary: "Who is signed in, as far as the sign-in has told",
    security: "shopper",
    params: undefined,
    query: undefined,
    response: Me,
    responseName: "Me",
    cacheControl: PRIVATE,
    answer: async () => {
      const { userId, email, firstName, lastName, imageUrl, createdAt } = await Shopper.current();
      const name = [firstName, lastName].filter(Boolean).join(" ");
      return {
        body: { userId, email: email ?? null, name: name || null, imageUrl: imageUrl ?? null, memberSince: createdAt },
      };
    },
  }),
];
