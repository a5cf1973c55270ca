import { AlertDue } from "@stylegence/core/alert/alert.events";
import { perform } from "@stylegence/core/alert/perform";
import { consumer, each } from "../platform/consumer.ts";

/** Queue `alert`: compares wishes with what changed, and tells who wants to know. */
export const handler = consumer("alert", AlertDue, each(perform));
