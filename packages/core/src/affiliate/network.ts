import * as z from "zod/mini";
import { Mapping } from "./mapping.ts";
import { ROW_STATES } from "./report.ts";

/** Dialects that there are code for; `template` is the one that its mapping describes. */
export const DIALECTS = ["admitad", "awin", "cuelinks", "impact", "rakuten", "cj", "template"] as const;
export type DialectName = (typeof DIALECTS)[number];

const Id = z.string().check(z.regex(/^[a-z][a-z0-9]{1,31}$/, "2 to 32 small letters and digits"));
/** Host, with its port where that is not the usual one. */
const Host = z.string().check(z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{2,5})?$/, "a host in small letters"));
const Values = z.record(
  z.string().check(z.regex(/^[a-zA-Z][a-zA-Z0-9]{0,31}$/, "letters and digits")),
  z.string().check(z.maxLength(200)),
);
const Link = z.string().check(
  z.maxLength(1000),
  z.refine((link) => link.includes("{clickId}") && link.includes("{url}"), "names {clickId} and {url}"),
);
const Amount = z.number().check(z.int(), z.positive());

/** A network, as an operator puts it. */
export const Network = z
  .strictObject({
    network: Id,
    name: z.string().check(z.minLength(1), z.maxLength(60)),
    dialect: z.enum(DIALECTS),
    /**
     * Its tracking link: {clickId}, {url} (encoded) and any name of its own or the programme's `values`, encoded:
     * `https://ad.example.com/g/{campaign}/?subid={clickId}&ulp={url}`. A programme may have one of its own.
     */
    link: Link,
    /** Hosts of its tracking links. Nothing else is redirected to through it, and an address on them is not wrapped again. */
    hosts: z.array(Host).check(z.minLength(1), z.maxLength(20)),
    values: z._default(Values, {}),
    /** What makes points spendable: the network's own list, or a push where it has none. */
    confirmedBy: z.enum(["pull", "push"]),
    /** Where its list is asked for; the dialect knows it where this is absent. */
    apiUrl: z.optional(z.url({ protocol: /^https?$/ })),
    statuses: z._default(z.record(z.string().check(z.minLength(1), z.maxLength(60)), z.enum(ROW_STATES)), {}),
    currency: z._default(z.string().check(z.regex(/^[A-Z]{3}$/)), "INR"),
    utcOffset: z._default(z.string().check(z.regex(/^[+-](0\d|1[0-4]):[0-5]\d$/)), "+00:00"),
    mapping: z.optional(Mapping),
    /** The most that one row may say, in minor units by currency. A row beyond it parks, and so does one in another currency. */
    limits: z.record(z.string().check(z.regex(/^[A-Z]{3}$/)), z.strictObject({ sale: Amount, commission: Amount })),
    /** Sends nobody there; what it tells of earlier clicks is still taken. */
    paused: z._default(z.boolean(), false),
  })
  .check(
    z.refine(({ dialect, mapping }) => (dialect === "template") === (mapping !== undefined), {
      error: "The template dialect, and no other, has a mapping.",
      path: ["mapping"],
    }),
    z.refine(({ dialect, confirmedBy }) => dialect !== "template" || confirmedBy === "push", {
      error: "A network of the template dialect has no list that could confirm anything.",
      path: ["confirmedBy"],
    }),
  );
export type Network = z.infer<typeof Network>;

/** A shop's programme at a network: what makes a way out to it earn. */
export const Programme = z.strictObject({
  /** The shop's host without "www."; its subdomains belong to it. */
  shop: Host,
  network: Id,
  link: z.optional(Link),
  values: z._default(Values, {}),
  paused: z._default(z.boolean(), false),
});
export type Programme = z.infer<typeof Programme>;
