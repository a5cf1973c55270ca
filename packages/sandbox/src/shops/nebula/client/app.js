// The whole shop in the browser: without script there is nothing to see.
const app = document.querySelector("#app");
const STOCK = {
  in_stock: "InStock",
  out_of_stock: "OutOfStock",
  pre_order: "PreOrder",
  back_order: "BackOrder",
};
const rupees = (paise) => `₹${(paise / 100).toLocaleString("en-IN")}`;

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== false));
  return node;
}

const priceOf = (p) =>
  el(
    "p",
    { class: "price" },
    el("strong", {}, rupees(p.price)),
    p.off > 0 ? el("s", {}, rupees(p.mrp)) : null,
    p.off > 0 ? el("span", { class: "off" }, `−${p.off}%`) : null,
  );

const card = (p) =>
  el(
    "a",
    { class: "card", href: p.path },
    el("img", { src: p.image, alt: p.title, width: 450, height: 600, loading: "lazy" }),
    el("small", {}, p.brand),
    el("h3", {}, p.title),
    priceOf(p),
  );

function head(title, canonical, data) {
  document.title = `${title} · Nebula`;
  document.head.append(el("link", { rel: "canonical", href: canonical }));
  for (const item of data) document.head.append(el("script", { type: "application/ld+json" }, JSON.stringify(item)));
}

const offerOf = (p, v) => ({
  "@type": "Offer",
  url: p.url,
  price: (v.price / 100).toFixed(2),
  priceCurrency: "INR",
  availability: `https://schema.org/${STOCK[v.stock]}`,
  ...(v.mrp > v.price && {
    priceSpecification: {
      "@type": "UnitPriceSpecification",
      priceType: "https://schema.org/ListPrice",
      price: (v.mrp / 100).toFixed(2),
      priceCurrency: "INR",
    },
  }),
});

const structured = (p) => ({
  "@context": "https://schema.org",
  "@type": "ProductGroup",
  name: p.title,
  url: p.url,
  description: p.description.join(" "),
  productGroupID: String(p.id),
  brand: { "@type": "Brand", name: p.brand },
  image: p.images.map((i) => p.origin + i.src),
  ...(p.styleCode && { mpn: p.styleCode }),
  variesBy: ["https://schema.org/size", "https://schema.org/color"],
  hasVariant: p.variants.map((v) => ({
    "@type": "Product",
    sku: v.sku,
    name: `${p.title}, ${v.colour}, ${v.size}`,
    ...(v.gtin && { gtin13: v.gtin }),
    ...(p.styleCode && { mpn: p.styleCode }),
    color: v.colour,
    size: v.size,
    image: p.origin + v.image,
    offers: offerOf(p, v),
  })),
});

const crumbs = (p) => ({
  "@context": "https://schema.org",
  "@type": "BreadcrumbList",
  itemListElement: p.categories.map((c, i) => ({
    "@type": "ListItem",
    position: i + 1,
    name: c.name,
    item: p.origin + c.path,
  })),
});

function showProduct(p) {
  head(p.title, p.url, [structured(p), crumbs(p)]);
  const sizes = [...new Map(p.variants.map((v) => [v.size, v])).values()];
  app.replaceChildren(
    el("nav", { class: "trail" }, ...p.categories.map((c) => el("a", { href: c.path }, c.name))),
    el(
      "article",
      { class: "product" },
      el("div", { class: "gallery" }, ...p.images.map((i) => el("img", { ...i, width: 900, height: 1200 }))),
      el(
        "div",
        { class: "panel" },
        el("small", {}, p.brand),
        el("h1", {}, p.title),
        priceOf(p),
        el("p", { class: `stock ${p.stock}` }, p.stock.replaceAll("_", " ")),
        p.colours.length > 1
          ? el(
              "div",
              { class: "dots" },
              ...p.colours.map((c) => el("i", { style: `background:${c.hex}`, title: c.name })),
            )
          : null,
        el("div", { class: "sizes" }, ...sizes.map((v) => el("span", { class: v.stock }, v.size))),
        el("button", { type: "button" }, p.stock === "out_of_stock" ? "Tell me when it is back" : "Add to orbit"),
        p.stock === "out_of_stock"
          ? null
          : el("a", { class: "buy", rel: "nofollow", href: `/checkout?product=${p.id}` }, "Buy now"),
        ...p.description.map((text) => el("p", {}, text)),
        el("dl", {}, ...Object.entries(p.specification).flatMap(([k, v]) => [el("dt", {}, k), el("dd", {}, v)])),
        p.styleCode ? el("p", { class: "code" }, `Style code ${p.styleCode}`) : null,
      ),
    ),
    el("h2", {}, "Near it in space"),
    el("div", { class: "grid" }, ...p.related.map(card)),
  );
}

function showList(l) {
  head(l.title, l.url, []);
  const step = (n, label) => el("a", { href: `${l.path}?page=${n}` }, label);
  app.replaceChildren(
    el("h1", { class: "list" }, l.title),
    el("div", { class: "chips" }, ...l.categories.map((c) => el("a", { href: c.path }, `${c.name} ${c.count}`))),
    el("div", { class: "grid" }, ...l.items.map(card)),
    el(
      "nav",
      { class: "pager" },
      l.page > 1 ? step(l.page - 1, "← Closer") : null,
      el("span", {}, `${l.page} / ${l.pages}`),
      l.page < l.pages ? step(l.page + 1, "Further →") : null,
    ),
  );
}

async function start() {
  const { api, kind } = app.dataset;
  const response = await fetch(api + location.search);
  if (!response.ok) {
    head("Lost in space", location.href, []);
    app.replaceChildren(el("h1", { class: "list" }, "Lost in space"), el("a", { href: "/" }, "Fly home"));
    return;
  }
  const data = await response.json();
  if (kind === "product") showProduct(data);
  else showList(data);
}

await start();
