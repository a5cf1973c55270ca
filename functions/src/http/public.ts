import { handle } from "hono/aws-lambda";
import { app } from "./public/app.ts";

export const handler = handle(app);
