import { context } from "@stylegence/core/platform/context";
import { listOf } from "@stylegence/core/platform/list";
import { secret } from "../platform/secret.ts";
import { createApp } from "./api/create.ts";
import { asPublic } from "./context.ts";
import { gateway } from "./gateway.ts";
import { logRequest } from "./log.ts";
import { unsubscribeRoutes } from "./unsubscribe/routes.ts";

const app = createApp({
  routes: unsubscribeRoutes,
  services: {
    async linkKeys() {
      return listOf(await secret(context().config.MAIL_LINK_KEY_PARAMETER));
    },
  },
  within: (_, __, body) => asPublic(body),
  log: logRequest,
});

/** What mail programs post to by themselves; whoever follows the link in a browser is shown the page that asks first. */
export const handler = gateway({
  ...app,
  async answer(asked) {
    if (asked.method !== "GET" && asked.method !== "HEAD") return app.answer(asked);
    const location = `/unsubscribe${asked.search && `?${asked.search}`}`;
    return {
      status: 302,
      headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" },
      body: null,
    };
  },
});
