import { type ExtractInput, extract } from "../extract.ts";

/** What the tests of extraction share: pages, and what is read from them. */
export const url = "https://shop.example/p/floral-kurta-1001";
export const ld = (...blocks: unknown[]) =>
  blocks
    .map(
      (block) =>
        `<script type="application/ld+json">${typeof block === "string" ? block : JSON.stringify(block)}</script>`,
    )
    .join("");
export const read = (html: string, more: Partial<ExtractInput> = {}) => extract({ url, html, ...more });
export const product = (html: string, more: Partial<ExtractInput> = {}) => read(html, more).product!;
export const inr = (amount: number) => ({ amount, currency: "INR" });
export const offer = (price: unknown, more = {}) => ({
  "@type": "Offer",
  price,
  priceCurrency: "INR",
  availability: "https://schema.org/InStock",
  ...more,
});
export const kurta = {
  "@context": "https://schema.org",
  "@type": "Product",
  name: "Floral Kurta",
  brand: { "@type": "Brand", name: "Vanya" },
};
