import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { checkPorts, forget, layoutOf } from "./layout.ts";
import { freeBase } from "./parts/ports.ts";

it("takes every port and folder from the site's port", () => {
  const layout = layoutOf(5000);
  expect(layout).toMatchObject({ site: 5000, sandbox: 5001, emulator: 5002, search: 5003, searchTransport: 5004 });
  expect(layout.data).toMatch(/\.local\/5000$/);
});

it("names a port that is taken, what it is for, who has it and what to do", async () => {
  const base = await freeBase(18_000, 10);
  const server = createServer();
  await new Promise<void>((done) => server.listen(base + 2, "127.0.0.1", done));
  const said = `Port ${base + 2} \\(emulator\\) is taken by .* \\(pid ${process.pid}\\)\\.\nChoose another base: PORT=${base + 100} pnpm dev`;
  await expect(checkPorts(layoutOf(base))).rejects.toThrow(new RegExp(said));
  await new Promise((done) => server.close(done));
  await expect(checkPorts(layoutOf(base))).resolves.toBeUndefined();
});

it("forgets all data but who runs", () => {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-layout-"));
  mkdirSync(path.join(data, "emulator/state"), { recursive: true });
  for (const name of ["dev.pid", "local.deployed"]) writeFileSync(path.join(data, name), "x");
  forget(layoutOf(5000, data));
  expect(readdirSync(data)).toEqual(["dev.pid"]);
  rmSync(data, { recursive: true });
});
