import type { AttributeValue } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { messagesOf } from "./rules.ts";

type Image = Record<string, AttributeValue>;

const item = (entity: string, fields: Record<string, string | number>): Image => ({
  __edb_e__: { S: entity },
  ...Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "number" ? { N: String(value) } : { S: value },
    ]),
  ),
});
const alerts = (before: Image | undefined, now: Image) =>
  messagesOf({ eventName: "MODIFY", dynamodb: { NewImage: now, ...(before && { OldImage: before }) } })
    .filter(({ topic }) => topic === "alert")
    .map(({ body }) => JSON.parse(body) as unknown);

describe("what is looked into for shoppers who wish for something", () => {
  const group = (rev: number, watchRev: number) => item("productGroup", { groupId: "prd_1", rev, watchRev });

  it("is a garment whose prices, stock, offers or pictures changed, and no other write of it", () => {
    expect(alerts(group(4, 2), group(5, 5))).toEqual([{ kind: "offers", groupId: "prd_1" }]);
    expect(alerts(group(4, 2), group(5, 2))).toEqual([]);
    expect(alerts(undefined, group(1, 1))).toEqual([]);
  });

  it("is the end of a visit that a shopper waits for", () => {
    const entry = (fields: Record<string, string>) => item("crawlFrontier", { frontierId: "frn_1", ...fields });
    const visiting = entry({ awaitedAt: "t", visitId: "vis_1", status: "in_progress" });
    expect(alerts(visiting, entry({ awaitedAt: "t", status: "queued" }))).toEqual([
      { kind: "visited", frontierId: "frn_1" },
    ]);
    // It waits for its turn at the shop.
    expect(alerts(visiting, entry({ awaitedAt: "t", status: "in_progress" }))).toEqual([]);
    expect(alerts(entry({ visitId: "vis_1", status: "in_progress" }), entry({ status: "queued" }))).toEqual([]);
    expect(alerts(entry({ awaitedAt: "t", status: "queued" }), entry({ awaitedAt: "t", status: "queued" }))).toEqual(
      [],
    );
  });

  it("is nothing of a page that was only looked at", () => {
    const page = (lastCheckedAt: string) => item("sourcePage", { groupId: "prd_1", lastCheckedAt });
    expect(alerts(page("1"), page("2"))).toEqual([]);
  });
});
