import { type LiveErrorCode, type LiveMessage, LiveRequest, MAX_MESSAGE_CHARACTERS } from "@stylegence/contracts/live";
import * as Connection from "@stylegence/core/live/connection";
import type { Connection as Open } from "@stylegence/core/live/connection.entity";
import { follow } from "@stylegence/core/live/follow";
import * as Subscription from "@stylegence/core/live/subscription";
import { as } from "@stylegence/core/platform/context";
import { DomainError } from "@stylegence/core/platform/errors";

export interface Answers {
  messages: LiveMessage[];
  /** The connection is to be closed after them. */
  closes?: boolean;
}

/** What a browser's message is answered with. Whatever it holds, there is an answer. */
export async function answersTo(connectionId: string, body: string): Promise<Answers> {
  const connection = await counted(connectionId);
  if (connection === "rate_limited") return { messages: [problem("rate_limited")], closes: true };
  if (!connection || Connection.isExpired(connection)) return { messages: [problem("expired")], closes: true };
  if (body.length > MAX_MESSAGE_CHARACTERS) return { messages: [problem("too_large")] };
  const request = parse(body);
  if (!request) return { messages: [problem("unknown_message")] };
  try {
    return { messages: await work(connection, request) };
  } catch (error) {
    return { messages: [problem(codeOf(error))] };
  }
}

const problem = (code: LiveErrorCode): LiveMessage => ({ type: "error", code });

async function counted(connectionId: string): Promise<Open | "rate_limited" | null> {
  try {
    return await Connection.count(connectionId);
  } catch (error) {
    if (error instanceof DomainError && error.code === "rate_limited") return "rate_limited";
    throw error;
  }
}

function parse(body: string): LiveRequest | null {
  try {
    return LiveRequest.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

async function work(connection: Open, request: LiveRequest): Promise<LiveMessage[]> {
  const { connectionId, userId } = connection;
  if (request.type === "ping") return [{ type: "pong" }];
  if (request.type === "unsubscribe") {
    await Subscription.remove(connectionId, request.topics);
    return [];
  }
  const followed = () => follow(connection, request.topics);
  return (await (userId ? as({ type: "shopper", userId }, followed) : followed())) as LiveMessage[];
}

function codeOf(error: unknown): LiveErrorCode {
  if (!(error instanceof DomainError)) throw error;
  if (error.code === "too_large") return "too_many_topics";
  if (error.code === "not_found") return "expired";
  if (!error.retry) throw error;
  return "unavailable";
}
