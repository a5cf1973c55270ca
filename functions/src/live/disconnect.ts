import * as Connection from "@stylegence/core/live/connection";
import { route } from "./runtime.ts";

export const handler = route("DISCONNECT", async ({ requestContext }) => {
  await Connection.close(requestContext.connectionId);
  return 200;
});
