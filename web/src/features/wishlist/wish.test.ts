import { MAX_NOTE_CHARACTERS, type Wish, type Wishlist } from "@stylegence/contracts/wishlist";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alertSummary,
  changeOf,
  having,
  hostOf,
  linkText,
  NOTE_CHARACTERS,
  replaced,
  variantText,
  without,
} from "./wish.ts";

const inr = (amount: number) => ({ amount, currency: "INR" });

function aWish(change: Partial<Wish> = {}): Wish {
  return {
    variantId: "var_1",
    addedAt: "2026-11-01T10:00:00.000Z",
    note: null,
    targetPrice: null,
    alerts: { anyDrop: true, belowTarget: true, backInStock: true, lowestEver: true },
    product: { groupId: "prd_1", title: "Kurta", brand: null },
    variant: { colour: "rani pink", colourFamily: "pink", size: { system: "ALPHA", label: "M" } },
    image: null,
    offer: {
      listingId: "lst_1",
      source: { id: "threadmill", name: "Threadmill" },
      url: "https://threadmill.example/p/1",
      price: inr(99900),
      mrp: null,
      discount: 0,
      availability: "in_stock",
    },
    availability: "in_stock",
    addedPrice: inr(129900),
    change: { amount: -30000, percent: -23 },
    drop: null,
    targetMet: false,
    updatedAt: "2026-11-02T10:00:00.000Z",
    ...change,
  };
}

const aList = (items: Wish[]): Wishlist => ({ items, nextCursor: null, count: items.length, limit: 500, links: [] });

describe("a wish in words", () => {
  it("names what distinguishes the variant", () => {
    expect(variantText(aWish().variant)).toBe("Rani pink, size M");
    expect(variantText({ colour: null, colourFamily: null, size: { system: "ONE", label: "One size" } })).toBe("");
    expect(variantText({ colour: null, colourFamily: null, size: { system: "UK", label: "8" } })).toBe("Size 8");
  });

  it("says how the price moved, in the words of whoever pays it", () => {
    expect(changeOf(aWish())).toEqual({ text: "₹300 (23%) less than when you added it", tone: "good" });
    expect(changeOf(aWish({ change: { amount: 10000, percent: 8 } }))?.tone).toBe("bad");
    expect(changeOf(aWish({ change: { amount: -50, percent: 0 } }))?.text).toBe("₹0.50 less than when you added it");
    expect(changeOf(aWish({ change: { amount: 0, percent: 0 } }))).toEqual({
      text: "Same price as when you added it",
      tone: "",
    });
    expect(changeOf(aWish({ change: null }))).toBeNull();
    expect(changeOf(aWish({ offer: null }))).toBeNull();
  });

  it("sums up what will be told, and leaves out a target that is none", () => {
    expect(alertSummary(aWish())).toBe("Any drop, back in stock, lowest ever");
    expect(alertSummary(aWish({ targetPrice: inr(89900) }))).toBe("Any drop, ₹899 or less, back in stock, lowest ever");
    const none = { anyDrop: false, belowTarget: true, backInStock: false, lowestEver: false };
    expect(alertSummary(aWish({ alerts: none }))).toBe("Off");
  });

  it("takes as long a note as the API", () => {
    expect(NOTE_CHARACTERS).toBe(MAX_NOTE_CHARACTERS);
  });

  it("says what became of a link", () => {
    const link = { linkId: "frn_1", url: "https://www.vanika.example/x", addedAt: "", state: "refused" as const };
    expect(linkText({ ...link, reason: "gone" })).toBe("The page is no longer there.");
    expect(linkText({ ...link, state: "reading", reason: null })).toBe("Reading the page…");
    expect(hostOf(link.url)).toBe("vanika.example");
    expect(hostOf("not an address")).toBe("not an address");
  });
});

describe("the list as it is shown", () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { maxLength: 12 });

  it("what is taken away and put back stands where it stood", () => {
    fc.assert(
      fc.property(ids, fc.nat(), (numbers, pick) => {
        const list = aList(numbers.map((n) => aWish({ variantId: `var_${n}` })));
        if (list.items.length === 0) return;
        const at = pick % list.items.length;
        const wish = list.items[at]!;
        const fewer = without(list, wish.variantId);
        expect(fewer.count).toBe(list.count - 1);
        expect(having(fewer, wish, at)).toEqual(list);
      }),
    );
  });

  it("a wish is there once, however often it is told", () => {
    const list = having(having(aList([]), aWish()), aWish());
    expect(list.items).toHaveLength(1);
    expect(list.count).toBe(1);
    expect(without(list, "var_other")).toEqual(list);
    expect(replaced(list, aWish({ note: "for Diwali" })).items[0]?.note).toBe("for Diwali");
    expect(replaced(list, aWish({ variantId: "var_other" }))).toEqual(list);
  });
});
