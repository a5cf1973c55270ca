"""Runs in the virtual environment that the bench makes. Arguments: file of addresses, file for the lines, concurrency."""

import sys

import extruct
import scrapy
from price_parser import Price
from scrapy.crawler import CrawlerProcess

LIST, OUTPUT, CONCURRENCY = sys.argv[1], sys.argv[2], int(sys.argv[3])
SYNTAXES = ["json-ld", "microdata", "opengraph"]


def products(data):
    for thing in data["json-ld"]:
        for one in thing.get("@graph", [thing]):
            if "Product" in str(one.get("@type", "")):
                yield one
    for thing in data["microdata"]:
        if "Product" in str(thing.get("type", "")):
            yield thing["properties"]


def price_of(product):
    offers = product.get("offers") or [one.get("offers") for one in product.get("hasVariant", [])]
    for offer in offers if isinstance(offers, list) else [offers]:
        offer = (offer or {}).get("properties", offer or {})
        if offer.get("price") is not None:
            price = Price.fromstring(str(offer["price"]), offer.get("priceCurrency"))
            return price.amount_text, price.currency
    return None, None


class Shop(scrapy.Spider):
    name = "shop"

    async def start(self):
        for line in open(LIST, encoding="utf8"):
            yield scrapy.Request(line.strip(), self.parse)

    def parse(self, response):
        data = extruct.extract(response.text, response.url, syntaxes=SYNTAXES)
        product = next(products(data), None)
        amount, currency = price_of(product) if product else (None, None)
        if amount is None:
            text = " ".join(response.css("[class*=price]::text").getall()[:3])
            price = Price.fromstring(text)
            amount, currency = price.amount_text, price.currency
        yield {"url": response.url, "status": response.status, "product": product, "amount": amount, "currency": currency}


process = CrawlerProcess(
    {
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": CONCURRENCY,
        "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "FEEDS": {OUTPUT: {"format": "jsonlines"}},
    }
)
process.crawl(Shop)
process.start()
