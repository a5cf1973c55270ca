import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as Consent from "@stylegence/core/shopper/consent";
import { TEXT_VERSION } from "@stylegence/core/shopper/consent-text.data";
import * as Metrics from "@stylegence/core/shopper/metrics";
import * as Profile from "@stylegence/core/shopper/profile";
import type { ShopperCase } from "./shopper-cases.ts";
import { PEOPLE, type Person, type World } from "./shopper-world.ts";

const METRICS_ID = "met_01JZZZZZZZZZZZZZZZZZZZZZZZ";

/** Somebody who may keep measurements, and does. */
async function measured(world: World, person: Person): Promise<string> {
  return world.as(person, async () => {
    await Profile.change({ adultDeclared: true });
    await Consent.change({ textVersion: TEXT_VERSION, consents: { storeBodyMetrics: true } });
    await Metrics.put({ heightCm: 160 });
    await Metrics.put({ heightCm: 161, weightKg: 60 });
    return (await Metrics.history()).items[0]!.metricsId;
  });
}

/** A server with a calendar, until the process ends. */
async function calendar(): Promise<string> {
  const server = createServer((request, response) => {
    response.end(request.url === "/cal.ics" ? "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" : "<html>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  server.unref();
  return `http://calendar.localhost:${(server.address() as AddressInfo).port}`;
}

export const profileCases: Record<string, (world: World) => Promise<ShopperCase>> = {
  getProfile: async () => ({ good: { path: "/me/profile" } }),
  changeProfile: async () => ({
    good: { path: "/me", body: { preferredCurrency: "USD", username: "ana", stylePreferences: ["boho"] } },
    bad: [
      { call: { path: "/me", body: { preferredCurrency: "rupees" } }, field: "preferredCurrency" },
      { call: { path: "/me", body: { username: "Ana!" } }, field: "username" },
      { call: { path: "/me", body: { birthDate: "2001-02-30" } }, field: "birthDate" },
      { call: { path: "/me", body: { favoriteBrands: Array(51).fill("x") } }, field: "favoriteBrands" },
    ],
  }),
  getConsents: async () => ({ good: { path: "/me/consents" } }),
  changeConsents: async () => {
    const path = "/me/consents";
    const body = { textVersion: TEXT_VERSION, consents: { shareReviewsPublic: true } };
    return {
      good: { path, body },
      bad: [
        { call: { path, body: { ...body, textVersion: "1999-01-01" } }, field: "textVersion" },
        { call: { path, body: { ...body, consents: { everything: true } } }, field: "consents.everything" },
        { call: { path, body: { ...body, consents: { analytics: "yes" } } }, field: "consents.analytics" },
      ],
    };
  },
  listConsents: async () => ({
    good: { path: "/me/consents/history?limit=5" },
    bad: [
      { call: { path: "/me/consents/history?cursor=AAAA" }, field: "cursor" },
      { call: { path: "/me/consents/history?limit=0" }, field: "limit" },
    ],
  }),
  getMetrics: async () => ({ good: { path: "/me/metrics" } }),
  putMetrics: async (world) => {
    await measured(world, "ana");
    return {
      good: { path: "/me/metrics", body: { heightCm: 162.5, bodyType: null } },
      bad: [
        { call: { path: "/me/metrics", body: { heightCm: 20 } }, field: "heightCm" },
        { call: { path: "/me/metrics", body: { weightKg: "60" } }, field: "weightKg" },
        {
          call: { path: "/me/metrics", body: { heightCm: 160, measuredAt: "2999-01-01T00:00:00Z" } },
          field: "measuredAt",
        },
        { call: { path: "/me/metrics", body: {} }, field: "heightCm" },
      ],
      forbidden: [{ who: "bela", call: { path: "/me/metrics", body: { heightCm: 160 } } }],
    };
  },
  clearMetrics: async () => ({ good: { path: "/me/metrics" }, status: 204 }),
  listMetrics: async (world) => {
    await measured(world, "ana");
    return {
      good: { path: "/me/metrics/history?limit=1" },
      bad: [{ call: { path: "/me/metrics/history?cursor=AAAA" }, field: "cursor" }],
    };
  },
  forgetMetrics: async (world) => {
    const [mine, hers] = [await measured(world, "ana"), await measured(world, "bela")];
    return {
      good: { path: `/me/metrics/history/${mine}` },
      status: 204,
      foreign: [hers, METRICS_ID, "nonsense"].map((id) => ({ path: `/me/metrics/history/${id}` })),
    };
  },
  getVisibleMetrics: async (world) => {
    const { shareEverything } = await import("./family-cases.ts");
    await measured(world, "bela");
    await shareEverything(world);
    const foreign = [PEOPLE.ana, "user_nobody", "nonsense"].map((id) => ({ path: `/me/people/${id}/metrics` }));
    return { good: { path: `/me/people/${PEOPLE.bela}/metrics` }, foreign };
  },
  getCalendar: async () => ({ good: { path: "/me/calendar" } }),
  connectCalendar: async () => {
    const path = "/me/calendar";
    const site = await calendar();
    return {
      good: { path, body: { url: `${site}/cal.ics` } },
      bad: [`${site}/`, "http://127.0.0.1/a.ics", "https://169.254.169.254/a.ics", "nonsense", ""].map((url) => ({
        call: { path, body: { url } },
        field: "url",
      })),
    };
  },
  disconnectCalendar: async () => ({ good: { path: "/me/calendar" }, status: 204 }),
};
