import * as Merge from "@stylegence/core/catalog/merge";
import * as Product from "@stylegence/core/catalog/product";
import * as Split from "@stylegence/core/catalog/split";
import * as Suggestion from "@stylegence/core/catalog/suggestion";
import * as Audit from "@stylegence/core/platform/audit";
import { toDecimal } from "@stylegence/core/platform/money";
import { Command } from "commander";
import { answer } from "./command.ts";
import { importPast } from "./past.ts";
import { factsOf, tableOf } from "./print.ts";

/** `catalog show | merge | split | suggestions | dismiss` */
export function catalog(): Command {
  const noun = new Command("catalog").description("products: which pages they are made of, merge and split");
  noun
    .command("show <groupId>")
    .description("a product with its pages, offers and what was done to it")
    .action((groupId: string, _, self: Command) => answer(self, () => show(groupId)));
  noun
    .command("merge <from> <into>")
    .description("make two products one; <from> stays as a redirect")
    .requiredOption("--reason <text>", "kept in the audit")
    .action((from: string, into: string, { reason }: { reason: string }, self: Command) =>
      answer(self, async () => {
        const data = await Merge.merge(from, into, reason);
        return { data, text: `${from} is now part of ${data.groupId}.` };
      }),
    );
  noun
    .command("split <groupId> <pageKey...>")
    .description("take pages out of a product into a new one; `show` lists them")
    .requiredOption("--reason <text>", "kept in the audit")
    .action((groupId: string, pageKeys: string[], { reason }: { reason: string }, self: Command) =>
      answer(self, async () => {
        const data = await Split.split(groupId, pageKeys, reason);
        return { data, text: `${pageKeys.length} of its pages are now ${data.groupId}.` };
      }),
    );
  noun
    .command("suggestions")
    .description("pairs of products that may be one, oldest first")
    .option("--status <status>", "open, merged or dismissed", "open")
    .option("--cursor <cursor>", "go on where the last list ended")
    .action((options: { status: Suggestion.Suggestion["status"]; cursor?: string }, self: Command) =>
      answer(self, () => suggestions(options)),
    );
  noun
    .command("dismiss <groupId> <other>")
    .description("say that a suggested pair is two products")
    .action((groupId: string, other: string, _, self: Command) =>
      answer(self, async () => {
        await Suggestion.resolve(groupId, other, "dismissed");
        return { data: { dismissed: [groupId, other] }, text: "Dismissed." };
      }),
    );
  noun
    .command("past <file>")
    .description("add prices from before our first sight: NDJSON of { url, at, price, mrp?, currency? }")
    .requiredOption("--source <name>", "whose pages they are")
    .action((file: string, { source }: { source: string }, self: Command) =>
      answer(self, async () => {
        const data = await importPast(file, source);
        const reasons = tableOf(data.refused.slice(0, SHOWN));
        const text = `${data.added} past prices added to ${data.pages} pages, ${data.refused.length} lines refused.`;
        return { data, text: [text, reasons].filter(Boolean).join("\n\n"), failed: data.refused.length > 0 };
      }),
    );
  return noun;
}

/** Refused lines that are listed. */
const SHOWN = 20;

async function show(id: string) {
  const groupId = await Product.resolve(id);
  const [product, deeds] = await Promise.all([Product.read(groupId), Audit.list(groupId, 20)]);
  const { group, pages, listings, variants } = product;
  const optionOf = new Map(variants.map((v) => [v.variantId, [v.colour, v.size?.label].filter(Boolean).join(" ")]));
  const facts = factsOf({
    product: groupId === id ? id : `${groupId} (merged from ${id})`,
    title: group.title,
    brand: group.brandSlug,
    category: group.category,
    options: variants.length,
    updated: group.updatedAt,
  });
  const pageRows = pages.map(({ pageKey, sourceId, url, lastCheckedAt }) => ({
    page: pageKey,
    source: sourceId,
    checked: lastCheckedAt,
    url,
  }));
  const offers = listings.map((item) => ({
    listing: item.listingId,
    source: item.sourceId,
    option: optionOf.get(item.variantId),
    price: item.price && `${toDecimal(item.price)} ${item.price.currency}`,
    mrp: item.mrp && toDecimal(item.mrp),
    availability: item.availability,
    held: item.held?.price && toDecimal(item.held.price),
  }));
  const history = deeds.map(({ at, action, actor, reason }) => ({ at, action, actor, reason }));
  const text = [facts, tableOf(pageRows), tableOf(offers), tableOf(history)].filter(Boolean).join("\n\n");
  return { data: { ...product, audit: deeds }, text };
}

async function suggestions(options: { status: Suggestion.Suggestion["status"]; cursor?: string }) {
  const data = await Suggestion.list(options);
  const titles = await titlesOf(data.items.flatMap(({ groupA, groupB }) => [groupA, groupB]));
  const rows = data.items.map(({ groupA, groupB, reason, createdAt }) => ({
    since: createdAt.slice(0, 10),
    one: `${groupA} ${titles.get(groupA) ?? ""}`,
    other: `${groupB} ${titles.get(groupB) ?? ""}`,
    reason,
  }));
  const more = data.cursor ? `\nmore with --cursor ${data.cursor}` : "";
  return { data, text: (tableOf(rows) || `No suggestion is ${options.status}.`) + more };
}

async function titlesOf(ids: string[]): Promise<Map<string, string>> {
  const found = await Promise.all([...new Set(ids)].map((id) => Product.find(id)));
  return new Map(found.flatMap((product) => (product ? [[product.group.groupId, product.group.title]] : [])));
}
