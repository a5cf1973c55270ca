import { deflateSync } from "node:zlib";
import { zipSync } from "fflate";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { drawPdf, drawReceipt } from "../../test/receipt-picture.ts";
import { harmOf } from "./document.ts";
import { inspect } from "./inspect.ts";
import { readPdf } from "./pdf.ts";
import { clean } from "./picture.ts";

const LINES = ["STYLE BAZAAR", "Order ID: SB-417", "Anarkali Kurta Rs. 1,299.00"];
let png: Buffer;
let jpeg: Buffer;
let bomb: Buffer;
beforeAll(async () => {
  png = await drawReceipt(LINES);
  jpeg = await sharp(png).jpeg().toBuffer();
  const white = { width: 8000, height: 5001, channels: 3, background: "#fff" } as const;
  bomb = await sharp({ create: white }).png({ compressionLevel: 3 }).toBuffer();
});

const join = (...parts: (Buffer | string)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const eicar = () => ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

describe("a file that somebody sends", () => {
  it("is what its bytes say", async () => {
    expect(await inspect(png, "image/png")).toEqual({ ok: true, contentType: "image/png" });
    expect(await inspect(jpeg, "image/jpeg")).toEqual({ ok: true, contentType: "image/jpeg" });
    const webp = await sharp(png).webp().toBuffer();
    expect(await inspect(webp, "image/webp")).toEqual({ ok: true, contentType: "image/webp" });
    expect(await inspect(drawPdf(LINES), "application/pdf")).toEqual({ ok: true, contentType: "application/pdf" });
  });

  const zip = () => Buffer.from(zipSync({ "a.txt": Buffer.from("a") }));
  it.each<[string, () => Buffer, string]>([
    ["another type than announced", () => jpeg, "image/png"],
    ["the test file of virus scanners", () => join(eicar()), "image/png"],
    ["the same behind a picture", () => join(png, eicar()), "image/png"],
    ["a program of Windows", () => join("MZ\x90\0\x03", Buffer.alloc(200)), "image/png"],
    ["a program of Linux", () => join("\x7fELF\x02\x01\x01", Buffer.alloc(200)), "image/jpeg"],
    ["a script", () => join("#!/bin/sh\nrm -rf /\n"), "image/png"],
    ["a page", () => join("<!doctype html><script>alert(1)</script>"), "image/png"],
    ["a drawing that acts", () => join('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "image/png"],
    ["an archive", zip, "image/png"],
    ["an archive behind a picture", () => join(png, zip()), "image/png"],
    ["an archive behind a PDF", () => join(drawPdf(LINES), zip()), "application/pdf"],
    ["a page behind a picture", () => join(jpeg, "<script>alert(1)</script>"), "image/jpeg"],
    ["a program of a server in a picture", () => join(jpeg, "<?php system($_GET[0]);"), "image/jpeg"],
    ["a PDF behind a picture", () => join(jpeg, drawPdf(LINES)), "image/jpeg"],
    ["a PDF that begins with something else", () => join("GIF89a\n", drawPdf(LINES)), "application/pdf"],
    ["noise", () => Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 7919) % 251)), "image/png"],
    ["nothing", () => Buffer.alloc(0), "image/png"],
  ])("is refused as %s", async (_, bytes, declared) => {
    const verdict = await inspect(bytes(), declared);
    expect(verdict).toEqual({ ok: false, reason: expect.stringMatching(/^[A-Z].*\.$/) });
  });
});

describe("a PDF", () => {
  it("is read without being drawn, line by line", async () => {
    const pdf = drawPdf(LINES);
    expect(harmOf(pdf)).toBeNull();
    expect(await readPdf(pdf)).toEqual({ pages: 1, lines: LINES });
  });

  it.each([
    ["a program", "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"],
    ["a program whose name is spelt out", "<< /S /J#61vaScript >>"],
    ["what starts programs", "<< /S /Launch /F (cmd.exe) >>"],
    ["a hidden file", "<< /Type /EmbeddedFile /Length 0 >>"],
    ["a lock", "<< /Encrypt 9 0 R >>"],
    ["what pretends to be a stream", "(>>stream\n) << /S /JavaScript >>"],
  ])("is refused with %s", (_, object) => {
    expect(harmOf(drawPdf(LINES, [object]))).toMatch(/PDF/);
  });

  it("is refused with any of it packed away, or packed beyond looking", () => {
    const packed = (plain: string, filter = "/FlateDecode") => {
      const body = deflateSync(plain).toString("latin1");
      return `<< /Type /ObjStm /N 1 /First 4 /Filter ${filter} /Length ${body.length} >>\nstream\n${body}\nendstream`;
    };
    expect(harmOf(drawPdf(LINES, [packed("1 0 << /S /JavaScript >>")]))).toMatch(/program/);
    expect(harmOf(drawPdf(LINES, [packed("1 0 << /A 1 >>")]))).toBeNull();
    expect(harmOf(drawPdf(LINES, [packed("", "[/ASCIIHexDecode /FlateDecode]")]))).toMatch(/unusual/);
    expect(harmOf(drawPdf(LINES, [packed(" ".repeat(25_000_000))]))).toMatch(/unpacks/);
  });

  it("is refused where it is packed twice, in short words or as a picture, so that we would look at something else", () => {
    const stream = (head: string, plain: string, times = 1) => {
      const packed = Array.from({ length: times }).reduce<Buffer>((body) => deflateSync(body), Buffer.from(plain));
      const body = packed.toString("latin1");
      return `<< ${head} /Length ${body.length} >>\nstream\n${body}\nendstream`;
    };
    const long = " ".repeat(25_000_000);
    expect(harmOf(drawPdf(LINES, [stream("/Filter [/FlateDecode /FlateDecode]", long, 2)]))).toMatch(/unusual/);
    for (const head of ["/Filter /Fl", "/F /Fl", "/Filter [/Fl]", "/Filter /LZWDecode", "/Filter 7 0 R"]) {
      expect(harmOf(drawPdf(LINES, [stream(head, long)]))).toMatch(/unusual/);
    }
    expect(harmOf(drawPdf(LINES, [stream("/F /FlateDecode", long)]))).toMatch(/unpacks/);
    const act = "6 0 << /S /Launch /F (cmd.exe) >>";
    const objects = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
    expect(harmOf(drawPdf(LINES, [stream(`${objects} /Subtype /Image`, act)]))).toMatch(/starts programs/);
    expect(harmOf(drawPdf(LINES, [stream(`${objects} /X (1 0 obj)`, act)]))).toMatch(/starts programs/);
    expect(harmOf(drawPdf(LINES, [stream("/Subtype /Image /Filter /FlateDecode", long)]))).toBeNull();
    expect(harmOf(drawPdf(LINES, [stream("/Subtype /Image /Filter /DCTDecode", "x")]))).toBeNull();
  });

  it("is not read to its end where a page holds more pieces of text than any receipt", async () => {
    const pieces = (count: number) => "(a) Tj 90 90 Td (a) Tj -90 -90 Td ".repeat(count / 2);
    const drawn = (count: number) =>
      Buffer.from(
        drawPdf(LINES)
          .toString("latin1")
          .replace("ET\n", `${pieces(count)}\nET\n`),
        "latin1",
      );
    expect((await readPdf(drawn(200)))?.lines).toHaveLength(LINES.length + 1);
    expect(await readPdf(drawn(60_000))).toBeNull();
  });

  it("is refused where it is cut off", () => expect(harmOf(drawPdf(LINES).subarray(0, 300))).toMatch(/damaged/));
});

describe("a picture", () => {
  it("is turned upright and keeps nothing but its pixels", async () => {
    const found = await sharp(png)
      .resize(300, 200, { fit: "fill" })
      .withExif({ IFD0: { Copyright: "Ana Rao" }, IFD3: { GPSLatitude: "19/1 4/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(found).metadata()).exif?.toString("latin1")).toContain("Ana Rao");
    for (const kind of ["receipt", "review_image"] as const) {
      const { files } = await clean(found, kind);
      for (const { body, width, height } of files) {
        const { exif, icc, xmp, iptc, orientation, comments, ...size } = await sharp(body).metadata();
        expect({ exif, icc, xmp, iptc, comments }).toEqual({});
        expect(orientation ?? 1).toBe(1);
        expect([size.width, size.height]).toEqual([width, height]);
        expect(size.width).toBeLessThan(size.height);
      }
    }
  });

  it.each(["receipt", "review_image"] as const)("that unpacks to too much is refused: %s", async (kind) => {
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(clean(bomb, kind)).rejects.toMatchObject({ code: "invalid" });
  });

  it.each(["receipt", "review_image"] as const)("that is cut off is refused: %s", async (kind) => {
    await expect(clean(jpeg.subarray(0, jpeg.length / 2), kind)).rejects.toMatchObject({ code: "invalid" });
  });
});
