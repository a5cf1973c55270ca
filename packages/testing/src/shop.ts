import http from "node:http";
import type { AddressInfo } from "node:net";

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface Asked {
  path: string;
  at: number;
  headers: http.IncomingHttpHeaders;
}

export interface Shop {
  /** Without a slash at its end. */
  url: string;
  /** What it answers at a path; a function decides anew each time. */
  serve(path: string, reply: Reply | ((asked: Asked) => Reply)): void;
  /** Every request, oldest first. */
  asked: Asked[];
  close(): Promise<void>;
}

/** A shop's server that answers what a test tells it to, and 404 elsewhere. */
export async function startShop(): Promise<Shop> {
  const replies = new Map<string, Reply | ((asked: Asked) => Reply)>();
  const asked: Asked[] = [];
  const server = http.createServer((request, response) => {
    const one = { path: request.url ?? "/", at: performance.now(), headers: request.headers };
    asked.push(one);
    const found = replies.get(one.path) ?? { status: 404 };
    const { status = 200, headers = {}, body = "" } = typeof found === "function" ? found(one) : found;
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://shop.localhost:${(server.address() as AddressInfo).port}`,
    serve: (path, reply) => void replies.set(path, reply),
    asked,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** A product page in the manner of most shops: JSON-LD in the head. */
export function productPage(change: { name?: string; price?: string; mrp?: string; extra?: string } = {}): string {
  const { name = "Women Floral Print Straight Cotton Kurta", price = "1499.00", extra = "" } = change;
  const product = {
    "@context": "https://schema.org",
    "@type": "Product",
    name,
    brand: { "@type": "Brand", name: "Vanya" },
    image: ["https://cdn.example/kurta.jpg"],
    description: "A kurta for every day.",
    color: "Rani Pink",
    size: "M",
    offers: { "@type": "Offer", price, priceCurrency: "INR", availability: "https://schema.org/InStock" },
  };
  return `<!doctype html><html lang="en"><head><title>${name}</title>${extra}
<script type="application/ld+json">${JSON.stringify(product)}</script></head>
<body><h1>${name}</h1><p class="price">₹${price}</p></body></html>`;
}
