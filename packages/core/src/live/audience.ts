import { group } from "../catalog/group.entity.ts";
import { watchRevOf } from "../catalog/product.ts";
import * as Family from "../family/store.ts";
import * as Shopper from "../shopper/shopper.ts";
import type { Data } from "./log.ts";
import { ownerOf, parseTopic, type Topic } from "./topic.ts";

/** Whether somebody may hear of a topic; undefined is who has not signed in. */
export type Audience = (userId: string | undefined) => boolean;

const NOBODY: Audience = () => false;

/** Who may hear of a topic at this moment: asked when somebody follows, and again for every page of followers that is told. */
export async function audienceOf(name: string): Promise<Audience> {
  const topic = parseTopic(name);
  if (!topic) return NOBODY;
  if (topic.kind === "product") return () => true;
  if (topic.kind === "group") return membersOf(topic);
  const owner = ownerOf(topic);
  if (!owner) return NOBODY;
  const shopper = await Shopper.find(owner);
  return shopper && !shopper.banned ? (userId) => userId === owner : NOBODY;
}

async function membersOf({ id }: Topic): Promise<Audience> {
  const members = new Set((await Family.membersOf(id)).map(({ userId }) => userId));
  return (userId) => userId !== undefined && members.has(userId);
}

/** What holds of a topic now, for a page that was made a while ago; null where there is no such thing to follow. */
export async function stateOf(name: string): Promise<{ data?: Data } | null> {
  const topic = parseTopic(name);
  return topic?.kind === "product" ? productState(topic) : {};
}

async function productState({ id }: Topic): Promise<{ data: Data } | null> {
  const { data } = await group().get({ groupId: id }).go({ consistent: true });
  return data && { data: { rev: watchRevOf(data) } };
}
