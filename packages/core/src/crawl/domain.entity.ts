import type { CssRule } from "@stylegence/crawler/product";
import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** How a shop's site is crawled. */
export const domainConfig = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "domainConfig", version: "1", service: "stylegence" },
        attributes: {
          /** Host, with its port where that is not the usual one. Subdomains belong to it. */
          domain: { type: "string", required: true },
          baseUrl: { type: "string", required: true },
          sourceId: { type: "string", required: true },
          /** Requests a second, at most. */
          maxRps: { type: "number", required: true },
          /** Seconds between two requests, at least; robots.txt may ask for more. */
          crawlDelaySeconds: { type: "number" },
          /** Pages are loaded in a browser, since they show nothing without script. */
          useRenderer: { type: "boolean", required: true },
          /** Path prefixes; all where absent. */
          allowedPaths: { type: "list", items: { type: "string" } },
          disallowedPaths: { type: "list", items: { type: "string" } },
          /** Besides those that robots.txt names. */
          sitemaps: { type: "list", items: { type: "string" } },
          /** Follow links of pages that show no product, for sites without sitemaps. */
          followLinks: { type: "boolean", required: true },
          /** Only addresses that somebody named are visited: a shop that came with a shopper's link. */
          namedOnly: { type: "boolean" },
          rules: { type: CustomAttributeType<CssRule[]>("any") },
          defaultCurrency: { type: "string" },
          /** Whether we keep copies of its pictures or only link to them; `store` where absent. */
          imagePolicy: { type: ["store", "link"] as const },
          minIntervalMinutes: { type: "number", required: true },
          maxIntervalMinutes: { type: "number", required: true },
          paused: { type: "boolean", required: true },
          createdAt: { type: "string", required: true },
          lastUpdatedAt: { type: "string", required: true },
          /** Constant: domains are few, and the timer reads them as a whole. */
          list: { type: "string", required: true, default: "domains" },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["list"] }, sk: { field: "sk", composite: ["domain"] } },
        },
      },
      options,
    ),
);

/** What changes with every request to a domain: kept apart from its configuration. Times are epoch milliseconds. */
export const domainPace = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "domainPace", version: "1", service: "stylegence" },
        attributes: {
          domain: { type: "string", required: true },
          /** The first moment at which no worker has a request yet. */
          nextFreeAt: { type: "number" },
          /** Up to when the schedule has handed out visits. */
          scheduledUntil: { type: "number" },
          /** How much longer or shorter its intervals are, to use its budget; and when that was last looked at. */
          stretch: { type: "number" },
          stretchedAt: { type: "number" },
        },
        indexes: { primary: { pk: { field: "pk", composite: ["domain"] }, sk: { field: "sk", composite: [] } } },
      },
      options,
    ),
);

export const robotsCache = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "robotsCache", version: "1", service: "stylegence" },
        attributes: {
          origin: { type: "string", required: true },
          /** The file as it was; absent when what the server answered decided alone. */
          text: { type: "string" },
          /** Why it could not be had. */
          fault: { type: "string" },
          verdict: { type: ["rules", "allow_all", "disallow_all"] as const, required: true },
          fetchedAt: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: { primary: { pk: { field: "pk", composite: ["origin"] }, sk: { field: "sk", composite: [] } } },
      },
      options,
    ),
);

export type DomainConfig = EntityItem<ReturnType<typeof domainConfig>>;
export type RobotsCache = EntityItem<ReturnType<typeof robotsCache>>;
