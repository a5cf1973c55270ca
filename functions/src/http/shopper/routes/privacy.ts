import { DataExport, DataExports, Erasure, ErasureInput } from "@stylegence/contracts/privacy";
import { context } from "@stylegence/core/platform/context";
import * as Erasures from "@stylegence/core/privacy/erasure";
import * as Exports from "@stylegence/core/privacy/export";
import * as z from "zod/mini";
import { PRIVATE, type Route, route } from "../../api/route.ts";

const Page = z.object({
  cursor: z.optional(z.string().check(z.maxLength(2000))),
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(50))),
});

export const privacyRoutes: Route[] = [
  route({
    method: "POST",
    path: "/me/exports",
    id: "requestExport",
    summary: "Ask for a zip of everything that is kept about the shopper; one an hour",
    security: "shopper",
    params: undefined,
    query: undefined,
    body: z.strictObject({}),
    response: DataExport,
    responseName: "DataExport",
    cacheControl: PRIVATE,
    answer: async () => ({ status: 202, body: shown(await Exports.request()) }),
  }),
  route({
    path: "/me/exports",
    id: "listExports",
    summary: "The shopper's exports that have not expired, newest first",
    security: "shopper",
    params: undefined,
    query: Page,
    response: DataExports,
    responseName: "DataExports",
    cacheControl: PRIVATE,
    answer: async ({ query }) => {
      const { items, nextCursor } = await Exports.list(query);
      return { body: { items: items.map((item) => shown(item)), nextCursor } };
    },
  }),
  route({
    path: "/me/exports/{exportId}",
    id: "getExport",
    summary: "An export, with an address to fetch the zip from that is good for five minutes",
    security: "shopper",
    params: z.object({ exportId: z.string().check(z.regex(/^exp_[0-9A-HJKMNP-TV-Z]{26}$/)) }),
    query: undefined,
    response: DataExport,
    responseName: "DataExport",
    cacheControl: PRIVATE,
    answer: async ({ params }) => {
      const { url, ...found } = await Exports.read(params.exportId, async () => {
        const { signedLinks } = await import("@stylegence/clients/files/signed-links");
        const { PRIVATE_BUCKET_URL, AWS_REGION } = context().config;
        return signedLinks({ bucketUrl: PRIVATE_BUCKET_URL, region: AWS_REGION });
      });
      return { body: shown(found, url) };
    },
  }),
  route({
    method: "POST",
    path: "/me/erasure",
    id: "requestErasure",
    summary: "Delete the account and everything that is kept about the shopper, for good",
    security: "shopper",
    params: undefined,
    query: undefined,
    body: ErasureInput,
    response: Erasure,
    responseName: "Erasure",
    cacheControl: PRIVATE,
    answer: async () => {
      const { erasureId, status, requestedAt } = await Erasures.request();
      return { status: 202, body: { erasureId, status, requestedAt } };
    },
  }),
];

function shown(item: Exports.DataExport, url: string | null = null): DataExport {
  const { exportId, requestedAt, readyAt, expiresAt, bytes } = item;
  return {
    exportId,
    status: Exports.statusOf(item),
    requestedAt,
    readyAt: readyAt ?? null,
    expiresAt: new Date(expiresAt * 1000).toISOString(),
    bytes: bytes ?? null,
    url,
  };
}
