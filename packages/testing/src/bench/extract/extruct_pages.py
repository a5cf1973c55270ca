"""Runs in the virtual environment that the bench makes. Argument: a file of {url, html} lines. The second of two passes is measured."""

import json
import sys
import time

import extruct
from price_parser import Price

SYNTAXES = ["json-ld", "microdata", "rdfa", "opengraph"]
PAGES = [json.loads(line) for line in open(sys.argv[1], encoding="utf8")]


def first(value):
    while isinstance(value, list):
        value = value[0] if value else None
    return value


def text(value):
    value = first(value)
    if isinstance(value, dict):
        value = first(value.get("name") or value.get("@id") or value.get("properties", {}).get("name"))
    return str(value).strip() if value not in (None, "") and not isinstance(value, dict) else None


def products(data):
    for thing in data["json-ld"]:
        for one in thing.get("@graph", [thing]) if isinstance(thing, dict) else []:
            if isinstance(one, dict) and "Product" in str(one.get("@type", "")):
                yield one
    for thing in data["microdata"]:
        if "Product" in str(thing.get("type", "")):
            yield thing["properties"]


def read(page):
    try:
        data = extruct.extract(page["html"], page["url"], syntaxes=SYNTAXES, errors="ignore")
    except Exception:
        data = {}
    data = {syntax: data.get(syntax, []) for syntax in SYNTAXES}
    product = next(products(data), {})
    meta = dict(pair for thing in data["opengraph"] for pair in thing.get("properties", []))
    offer = first(product.get("offers")) or {}
    offer = offer.get("properties", offer) if isinstance(offer, dict) else {}
    offer = first(offer.get("offers")) or offer
    offer = offer.get("properties", offer) if isinstance(offer, dict) else {}
    written = text(offer.get("price")) or text(offer.get("lowPrice"))
    written = written or meta.get("product:price:amount") or meta.get("og:price:amount")
    amount = Price.fromstring(written).amount if written else None
    state = text(offer.get("availability"))
    return {
        "price": None if amount is None else str(amount),
        "availability": state and state.replace("#", "/").rsplit("/", 1)[-1],
        "brand": text(product.get("brand")),
        "sku": text(product.get("sku")) or text(product.get("productID")),
    }


for page in PAGES:
    read(page)
before = time.process_time()
answers = [read(page) for page in PAGES]
print(json.dumps({"answers": answers, "cpuMs": (time.process_time() - before) * 1000}))
