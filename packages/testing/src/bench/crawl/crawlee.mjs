// Runs where the bench installs Crawlee. Arguments: file of addresses, file for the lines, concurrency, kind of crawler, our extract().
import { createWriteStream, readFileSync } from "node:fs";
import { finished } from "node:stream/promises";
import { CheerioCrawler, Configuration, HttpCrawler, log } from "@crawlee/cheerio";

const [list, output, concurrency, kind, extractFile] = process.argv.slice(2);
const { extract } = await import(extractFile);
const addresses = readFileSync(list, "utf8").split("\n").filter(Boolean);
const out = createWriteStream(output);

log.setLevel(log.LEVELS.ERROR);
const Crawler = kind === "cheerio" ? CheerioCrawler : HttpCrawler;
const crawler = new Crawler(
  {
    minConcurrency: Number(concurrency),
    maxConcurrency: Number(concurrency),
    respectRobotsTxtFile: true,
    useSessionPool: false,
    maxRequestRetries: 0,
    requestHandler({ request, body, response }) {
      const { product } = extract({ url: request.loadedUrl, html: body.toString(), defaultCurrency: "INR" });
      out.write(`${JSON.stringify({ url: request.url, status: response.statusCode, product })}\n`);
    },
    failedRequestHandler({ request }, error) {
      out.write(`${JSON.stringify({ url: request.url, error: error.message })}\n`);
    },
  },
  new Configuration({ persistStorage: false, purgeOnStart: false }),
);
await crawler.run(addresses);
out.end();
await finished(out);
process.exit(0);
