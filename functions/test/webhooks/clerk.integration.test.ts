import { existsSync, readFileSync } from "node:fs";
import * as Inbox from "@stylegence/core/platform/inbox";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { shopper } from "@stylegence/core/shopper/shopper.entity";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import fc from "fast-check";
import { Webhook } from "svix";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { applyReceived } from "../../src/webhooks/apply.ts";
import { receive } from "../../src/webhooks/clerk/receive.ts";

const secretOf = (text: string) => `whsec_${Buffer.from(text).toString("base64")}`;
const SECRET = secretOf("our own secret, for tests alone");
const OLD = secretOf("the secret before that one");

let stage: Harness;
beforeAll(async () => {
  stage = await startHarness(inject("dynamoUrl"));
});
afterAll(() => stage.close());

let count = 0;
const newUser = () => `user_2Test${++count}`;

/** A user as Clerk tells of them. */
function user(id: string, updatedAt: number, change: object = {}) {
  return {
    object: "user",
    id,
    first_name: `Name${updatedAt}`,
    last_name: null,
    image_url: "https://img.example/a.png",
    primary_email_address_id: "idn_1",
    email_addresses: [
      { id: "idn_0", email_address: "other@example.com", verification: { status: "verified" } },
      { id: "idn_1", email_address: `at${updatedAt}@example.com`, verification: { status: "verified" } },
    ],
    banned: false,
    public_metadata: {},
    updated_at: updatedAt,
    ...change,
  };
}

const bodyOf = (type: string, data: object) =>
  JSON.stringify({ data, object: "event", type, timestamp: 1, instance_id: "ins_1" });

interface Delivery {
  body: string;
  eventId?: string;
  secret?: string;
  headers?: Record<string, string>;
}

function deliver({ body, eventId = `msg_${++count}`, secret = SECRET, headers = {} }: Delivery) {
  const at = new Date();
  const signed: Record<string, string> = {
    "svix-id": eventId,
    "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
    "svix-signature": new Webhook(secret).sign(eventId, at, body),
    ...headers,
  };
  const asked = { header: (name: string) => signed[name], body: Buffer.from(body) };
  return stage.run(() => receive(asked, `${SECRET},${OLD}`));
}

const apply = (eventId: string) => stage.run(() => applyReceived("clerk", eventId));
const find = (userId: string) => stage.run(() => Shopper.find(userId));

async function tell(body: string, eventId = `msg_${++count}`) {
  await deliver({ body, eventId });
  return (await apply(eventId)).outcome;
}

describe("an event", () => {
  it("makes a shopper with the verified primary address, and only what the app keeps", async () => {
    const id = newUser();
    expect(await tell(bodyOf("user.created", user(id, 5)))).toBe("applied");
    const { createdAt: _, updatedAt: __, ...row } = (await find(id))!;
    expect(row).toEqual({
      userId: id,
      email: "at5@example.com",
      firstName: "Name5",
      imageUrl: "https://img.example/a.png",
      identityUpdatedAt: 5,
      banned: false,
    });
  });

  it.each([
    [
      "is not verified",
      { email_addresses: [{ id: "idn_1", email_address: "a@b.c", verification: { status: "unverified" } }] },
    ],
    ["has no verification", { email_addresses: [{ id: "idn_1", email_address: "a@b.c", verification: null }] }],
    ["is not named", { primary_email_address_id: null }],
    ["is named but gone", { primary_email_address_id: "idn_9" }],
    ["is none", { email_addresses: [] }],
  ])("leaves no address where the primary one %s", async (_, change) => {
    const id = newUser();
    await tell(bodyOf("user.created", user(id, 1)));
    expect(await tell(bodyOf("user.updated", user(id, 2, change)))).toBe("applied");
    expect(await find(id)).not.toHaveProperty("email");
  });

  it("keeps what is the app's own, and the row that a session made before it", async () => {
    const id = newUser();
    const actor = { type: "shopper" as const, userId: id };
    await stage.run(() => Shopper.ensure(), { actor });
    await stage.run(() => shopper().patch({ userId: id }).set({ birthDate: "2001-05-30" }).go());
    const { createdAt } = (await find(id))!;
    stage.clock.advance({ minutes: 5 });
    expect(await tell(bodyOf("user.created", user(id, 7)))).toBe("applied");
    expect(await find(id)).toMatchObject({ birthDate: "2001-05-30", createdAt, firstName: "Name7" });
  });

  it("is forgotten but for its id, once it is applied", async () => {
    const id = newUser();
    await tell(bodyOf("user.created", user(id, 1)), "msg_forgotten");
    const kept = (await stage.run(() => Inbox.get("clerk", "msg_forgotten")))!;
    expect(kept).toMatchObject({ type: "user.created", outcome: "applied" });
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${id}|example\\.com`));
  });

  it("that means nothing here is acknowledged and not stored", async () => {
    const before = (await stage.items()).length;
    const answer = await deliver({ body: bodyOf("session.created", { id: "sess_1" }) });
    expect(answer.status).toBe(204);
    expect((await stage.items()).length).toBe(before);
  });

  it("that can't be read goes nowhere but aside", async () => {
    const id = newUser();
    const body = bodyOf("user.updated", { id, updated_at: "yesterday" });
    await deliver({ body, eventId: "msg_unread" });
    await expect(apply("msg_unread")).rejects.toMatchObject({ code: "invalid", retry: false });
    expect(await find(id)).toBeNull();
    expect(await stage.run(() => Inbox.get("clerk", "msg_unread"))).toHaveProperty("payload", body);
  });
});

describe("a delivery that is not to be trusted", () => {
  const body = bodyOf("user.created", user("user_2Nobody", 1));
  const tooOld = String(Math.floor(Date.now() / 1000) - 301);

  it.each<[string, Delivery]>([
    ["without a signature", { body, headers: { "svix-signature": "" } }],
    ["without an id", { body, headers: { "svix-id": "" } }],
    ["under another id", { body, headers: { "svix-id": "msg_other" } }],
    ["of another time", { body, headers: { "svix-timestamp": tooOld } }],
    ["signed by a stranger", { body, secret: secretOf("a stranger's") }],
  ])("%s is refused, and stores nothing", async (_, delivery) => {
    const before = (await stage.items()).length;
    await expect(deliver(delivery)).rejects.toMatchObject({ code: "invalid", status: 400 });
    expect((await stage.items()).length).toBe(before);
  });

  it("whose bytes were changed is refused", async () => {
    const at = new Date();
    const headers: Record<string, string> = {
      "svix-id": "msg_t",
      "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
      "svix-signature": new Webhook(SECRET).sign("msg_t", at, body),
    };
    const changed = { header: (name: string) => headers[name], body: Buffer.from(body.replace("Name1", "Name2")) };
    await expect(stage.run(() => receive(changed, SECRET))).rejects.toMatchObject({ status: 400 });
  });

  it("of no measure is refused", async () => {
    await expect(deliver({ body: JSON.stringify({ type: "x".repeat(300_000) }) })).rejects.toMatchObject({
      status: 413,
    });
  });

  it("signed with the former secret is taken while both are live", async () => {
    expect((await deliver({ body: bodyOf("user.created", user(newUser(), 1)), secret: OLD })).status).toBe(204);
  });
});

describe("deliveries", () => {
  it("of one event, many at once, are one event", async () => {
    const id = newUser();
    const body = bodyOf("user.created", user(id, 3));
    const answers = await Promise.all(Array.from({ length: 20 }, () => deliver({ body, eventId: "msg_many" })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    const messages = (await stage.items()).filter((item) => String(item.body ?? "").includes("msg_many"));
    expect(messages).toHaveLength(1);
    expect((await apply("msg_many")).outcome).toBe("applied");
    expect((await deliver({ body, eventId: "msg_many" })).status).toBe(204);
    expect((await apply("msg_many")).outcome).toBe("known");
  });

  it("late and in any order leave the newest, and never bring back who was deleted", async () => {
    const event = fc.record({
      kind: fc.constantFrom("created", "updated", "updated", "updated", "deleted", "session"),
      at: fc.integer({ min: 1, max: 6 }),
      /** Delivered so often. */
      times: fc.integer({ min: 1, max: 3 }),
      /** Side by side with the next. */
      together: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 8 }), async (events) => {
        const id = newUser();
        const steps = events.map(({ kind, at, times, together }) => {
          const eventId = `msg_${++count}`;
          const body =
            kind === "deleted"
              ? bodyOf("user.deleted", { id, deleted: true, object: "user" })
              : bodyOf(`user.${kind}`, user(id, at));
          const once = async () => {
            if (kind === "session") {
              const actor = { type: "shopper" as const, userId: id };
              await stage
                .run(() => Shopper.ensure(), { actor })
                .catch((error: { code?: string }) => {
                  if (error.code !== "unauthenticated") throw error;
                });
              return;
            }
            await deliver({ body, eventId });
            await untilDone(() => apply(eventId));
          };
          return { together, run: () => Promise.all(Array.from({ length: times }, once)) };
        });
        let running: Promise<unknown>[] = [];
        for (const { together, run } of steps) {
          running.push(run());
          if (!together) {
            await Promise.all(running);
            running = [];
          }
        }
        await Promise.all(running);

        const row = await find(id);
        const told = events.filter(({ kind }) => kind === "created" || kind === "updated");
        if (events.some(({ kind }) => kind === "deleted")) {
          expect(row).toBeNull();
          const actor = { type: "shopper" as const, userId: id };
          await expect(stage.run(() => Shopper.ensure(), { actor })).rejects.toMatchObject({ code: "unauthenticated" });
        } else if (told.length > 0) {
          const newest = Math.max(...told.map(({ at }) => at));
          expect(row).toMatchObject({ identityUpdatedAt: newest, email: `at${newest}@example.com` });
        } else {
          expect(row).toMatchObject({ identityUpdatedAt: 0 });
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** As the queue does: what was in the way of another is tried again. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== "conflict") throw error;
    }
  }
}

interface Published {
  events: { type: string; data: { id: string } }[];
}
const file = new URL("../../../../shared/data/webhooks/clerk_user_events.json", import.meta.url);

describe.skipIf(!existsSync(file))("Clerk's own fixtures (skipped when ../shared/data is absent)", () => {
  it("are understood, forwards and backwards", async () => {
    const { events } = JSON.parse(readFileSync(file, "utf8")) as Published;
    const [created, updated, deleted] = events.map((event) => JSON.stringify(event));
    const { id } = events[0]!.data;
    expect(await tell(created!)).toBe("applied");
    expect(await find(id)).toMatchObject({ email: "john.doe@clerk.test", firstName: "John", banned: false });
    expect(["applied", "stale"]).toContain(await tell(updated!));
    expect(await tell(deleted!)).toBe("applied");
    expect(await tell(updated!)).toBe("deleted");
    expect(await tell(created!)).toBe("deleted");
    expect(await find(id)).toBeNull();
  });
});
