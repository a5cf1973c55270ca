import * as Connection from "@stylegence/core/live/connection";
import { route } from "./runtime.ts";

export const handler = route((connectionId) => Connection.close(connectionId));
