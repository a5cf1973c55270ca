import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGtin } from "./extract/gtin.ts";
import { type FeedOptions, type FeedRow, readFeed } from "./feed.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const now = new Date("2026-11-23T06:00:00Z");
const inr = (amount: number) => ({ amount, currency: "INR" });

async function read(source: Uint8Array | AsyncIterable<Uint8Array>, options: FeedOptions = {}): Promise<FeedRow[]> {
  const rows: FeedRow[] = [];
  for await (const row of readFeed(source, { now, ...options })) rows.push(row);
  return rows;
}

async function* pieces(text: Uint8Array, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size);
}

const taken = (rows: FeedRow[]) => rows.flatMap((row) => (row.ok ? [row] : []));
const refused = (rows: FeedRow[]) => rows.flatMap((row) => (row.ok ? [] : [[row.line, row.reasons]]));

const HEADER = [
  "id",
  "title",
  "description",
  "link",
  "image_link",
  "availability",
  "price",
  "sale_price",
  "sale_price_effective_date",
  "brand",
  "gtin",
  "mpn",
  "item_group_id",
  "color",
  "size",
  "gender",
  "product_type",
  "google_product_category",
];
type Fields = Record<string, string>;
const base: Fields = {
  id: "1",
  title: "Floral Kurta",
  link: "https://shop.example/p/1",
  availability: "in_stock",
  price: "1299.00 INR",
};
const tsv = (...rows: Fields[]) =>
  [HEADER.join("\t"), ...rows.map((row) => HEADER.map((name) => row[name] ?? "").join("\t"))].join("\n");

describe("readFeed", () => {
  it("reads a row of a TSV", async () => {
    const row = {
      ...base,
      description: "Soft &amp; <b>cool</b>",
      image_link: "https://cdn.example/1.jpg",
      sale_price: "999 INR",
      brand: "Vanya",
      gtin: "8901234567890",
      mpn: "M-1",
      color: "Red",
      size: "M",
      gender: "female",
      product_type: "Women > Kurtas",
    };
    const [first] = await read(bytes(tsv(row)));
    expect(first).toMatchObject({
      ok: true,
      line: 2,
      rows: 1,
      itemGroupId: null,
      product: {
        url: "https://shop.example/p/1",
        name: "Floral Kurta",
        description: "Soft & cool",
        brand: "Vanya",
        sku: "1",
        gtin: "8901234567890",
        colour: "Red",
        gender: "women",
        category: ["Women", "Kurtas"],
        price: inr(99900),
        mrp: inr(129900),
        availability: "in_stock",
        sizes: [{ system: "ALPHA", label: "M", raw: "M" }],
        images: [{ url: "https://cdn.example/1.jpg" }],
        variants: [{ sku: "1", colour: "Red", price: inr(99900), mrp: inr(129900), availability: "in_stock" }],
      },
    });
  });

  it("makes one product of adjacent rows of a group, and another when the group comes again", async () => {
    const variant = (id: string, size: string, price: string, availability: string, more: Fields = {}) => ({
      ...base,
      id,
      size,
      price,
      availability,
      title: `Floral Kurta - ${size}`,
      item_group_id: "g1",
      link: `https://shop.example/p/1?variant=${id}`,
      ...more,
    });
    const rows = taken(
      await read(
        bytes(
          tsv(
            variant("1", "S", "1299 INR", "out of stock"),
            variant("2", "M", "1399 INR", "in stock"),
            { ...base, id: "9" },
            variant("3", "L", "1499 INR", "in stock"),
          ),
        ),
      ),
    );
    expect(rows.map(({ rows, itemGroupId, product }) => [rows, itemGroupId, product.variants.length])).toEqual([
      [2, "g1", 2],
      [1, null, 1],
      [1, "g1", 1],
    ]);
    expect(rows[0]!.product).toMatchObject({
      name: "Floral Kurta",
      sku: null,
      availability: "in_stock",
      sizes: [{ label: "S" }, { label: "M" }],
      variants: [
        { sku: "1", price: inr(129900), availability: "out_of_stock" },
        { sku: "2", price: inr(139900), availability: "in_stock" },
      ],
    });
  });

  it("gives each row by itself when asked to", async () => {
    const rows = await read(bytes(tsv({ ...base, item_group_id: "g" }, { ...base, id: "2", item_group_id: "g" })), {
      group: false,
    });
    expect(rows).toHaveLength(2);
  });

  it("refuses bad rows by line and reason and goes on", async () => {
    const text = tsv(
      { ...base, title: "" },
      { ...base, price: "" },
      { ...base, price: "soon" },
      { ...base, price: "1299" },
      { ...base, link: "javascript:x" },
      base,
    );
    const rows = await read(bytes(`${text}\n${"x\t".repeat(40)}`));
    expect(refused(rows)).toEqual([
      [2, ["no title"]],
      [3, ["no price"]],
      [4, ["price cannot be read"]],
      [5, ["price without a currency"]],
      [6, ["link is no address"]],
      [8, [`41 columns where the header has ${HEADER.length}`]],
    ]);
    expect(taken(rows)).toHaveLength(1);
    expect(
      taken(await read(bytes(tsv({ ...base, price: "1299" })), { defaultCurrency: "INR" }))[0]!.product.price,
    ).toEqual(inr(129900));
  });

  it.each([
    ["2026-11-01T00:00+0530/2026-11-30T23:59+0530", 99900],
    ["2026-11-01/2026-11-23", 99900],
    ["2026-11-01/2026-11-22", 129900],
    ["2026-12-01T00:00Z/2026-12-31T00:00Z", 129900],
  ])("takes the sale price only while the sale lasts: %s", async (window, amount) => {
    const row = { ...base, sale_price: "999 INR", sale_price_effective_date: window };
    expect(taken(await read(bytes(tsv(row))))[0]!.product.price).toEqual(inr(amount));
  });

  it("lets a sale end at the end of its last day in India", async () => {
    const row = { ...base, sale_price: "999 INR", sale_price_effective_date: "2026-11-01/2026-11-23" };
    const at = async (moment: string) =>
      taken(await read(bytes(tsv(row)), { now: new Date(moment) }))[0]!.product.price!.amount;
    expect(await at("2026-11-23T18:29:00Z")).toBe(99900);
    expect(await at("2026-11-23T18:31:00Z")).toBe(129900);
  });

  it("drops a GTIN with a wrong check digit and says so", async () => {
    const [row] = taken(await read(bytes(tsv({ ...base, gtin: "8901234567891" }))));
    expect(row!.product).toMatchObject({ gtin: null, warnings: ["gtin has a wrong check digit"] });
  });

  it("reads quotes, commas and other delimiters as they are meant", async () => {
    const quoted = tsv({ ...base, title: '5" heel, "block"', description: '"A ""fine"" thing"' });
    expect(taken(await read(bytes(quoted)))[0]!.product).toMatchObject({
      name: '5" heel, "block"',
      description: 'A "fine" thing',
    });
    const csv =
      'Id,Title,Link,Price,Image Link\n1,"Kurta, ""red"",\nlong",https://shop.example/p/1,"1,299.00 INR",https://cdn.example/1.jpg\n';
    expect(taken(await read(bytes(csv)))[0]!.product).toMatchObject({
      name: 'Kurta, "red", long',
      price: inr(129900),
      images: [{ url: "https://cdn.example/1.jpg" }],
    });
  });

  const rss = `<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title><link>https://shop.example</link>
    <item><g:id>1</g:id><title>Floral Kurta</title><link>https://shop.example/p/1</link><g:price>1299 INR</g:price><g:availability>in stock</g:availability>
      <g:shipping><g:country>IN</g:country><g:price>49 INR</g:price></g:shipping><g:additional_image_link>https://cdn.example/2.jpg</g:additional_image_link>
      <g:additional_image_link>https://cdn.example/3.jpg</g:additional_image_link><g:image_link>https://cdn.example/1.jpg</g:image_link>
      <g:product_detail><g:section_name>Make</g:section_name><g:attribute_name>Fabric</g:attribute_name><g:attribute_value>Cotton</g:attribute_value></g:product_detail></item>
    <item><g:id>2</g:id><title><![CDATA[Tom & Jerry Tee]]></title><link>https://shop.example/p/2</link><g:price>free</g:price></item></channel></rss>`;

  it("reads RSS: only an item's own fields count", async () => {
    const rows = await read(bytes(rss));
    expect(taken(rows)[0]!.product).toMatchObject({
      price: inr(129900),
      images: [1, 2, 3].map((n) => ({ url: `https://cdn.example/${n}.jpg` })),
      attributes: { Fabric: "Cotton" },
    });
    expect(refused(rows)).toEqual([[6, ["price is zero"]]]);
  });

  it("reads Atom", async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry><g:id>1</g:id><title>Floral Kurta</title><link href="https://shop.example/p/1"/><g:price>INR 1,299</g:price></entry></feed>`;
    expect(taken(await read(bytes(atom)))[0]!.product).toMatchObject({
      url: "https://shop.example/p/1",
      price: inr(129900),
      availability: "unknown",
    });
  });

  it("gives the same whatever pieces it comes in, zipped or not", async () => {
    const list = bytes(`${tsv({ ...base, title: "साड़ी ₹ लाल" }, { ...base, id: "2", title: "" })}\r\n`);
    for (const text of [list, bytes(rss)]) {
      const whole = await read(text);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.boolean(), async (size, zip) => {
          expect(await read(pieces(zip ? gzipSync(text) : text, size))).toEqual(whole);
        }),
        { numRuns: 25 },
      );
    }
  });

  it("reads other encodings by what the file declares or looks like", async () => {
    const latin = (text: string) => Buffer.from(text, "latin1");
    const title = (rows: FeedRow[]) => taken(rows).map(({ product }) => product.name);
    expect(title(await read(latin(tsv({ ...base, title: "Caf\xe9 \x96 \x93Kurta\x94" }))))).toEqual(["Café – “Kurta”"]);
    expect(
      title(await read(latin(rss.replace("<?xml", '<?xml encoding="iso-8859-1"').replace("Floral", "Flor\xe9al"))))[0],
    ).toBe("Floréal Kurta");
    expect(title(await read(Buffer.from(`\ufeff${tsv(base)}`, "utf16le")))).toEqual(["Floral Kurta"]);
  });

  it("holds no more than a group in memory: rows come while the file is still being read", async () => {
    let given = 0;
    async function* endless() {
      yield bytes(`${HEADER.join("\t")}\n`);
      for (;;) yield bytes(`${HEADER.map((name) => ({ ...base, id: String(given++) })[name] ?? "").join("\t")}\n`);
    }
    let seen = 0;
    for await (const row of readFeed(endless(), { now })) {
      expect(row.ok).toBe(true);
      if (++seen === 500) break;
    }
    expect(given).toBeLessThan(20_000);
  });

  it("survives anything", async () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(
          fc.constantFrom(
            "\t",
            "\n",
            '"',
            ",",
            "<item>",
            "</item>",
            "<g:id>",
            "id",
            "price",
            "1 INR",
            "<![CDATA[",
            "&e;",
          ),
        )
        .map((parts) => parts.join("")),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const rows = await read(bytes(text));
        return rows.every((row) => row.ok || row.reasons.length > 0);
      }),
      { numRuns: 400 },
    );
  });
});

describe("isGtin", () => {
  it("accepts exactly one check digit", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-9]\d{11}$/),
        (body) => [..."0123456789"].filter((digit) => isGtin(body + digit)).length === 1,
      ),
    );
  });
});
