import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepToken, keptToken, takeToken, tokenIn } from "./invited.ts";

const TOKEN = `inv_01HZX3K8YQ4V6T2N9B7C5D1E0F.${"aB-_".repeat(8)}`;

const tab = new Map<string, string>();
beforeEach(() => {
  tab.clear();
  keepToken(null);
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => tab.get(key) ?? null,
    setItem: (key: string, value: string) => void tab.set(key, value),
    removeItem: (key: string) => void tab.delete(key),
  });
});
afterEach(() => void vi.unstubAllGlobals());

it("knows a token by its shape", () => {
  expect(tokenIn(`#${TOKEN}`)).toBe(TOKEN);
  for (const other of ["", "#", "#main", `#${TOKEN}x`, `#x${TOKEN}`, `#${TOKEN.slice(0, -1)}`, TOKEN])
    expect(tokenIn(other)).toBeNull();
});

it("moves the token out of the address into the tab's memory", () => {
  const replaceState = vi.fn();
  takeToken({ hash: `#${TOKEN}`, pathname: "/invite" }, { replaceState, state: null });
  expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, "", "/invite");
  expect(keptToken()).toBe(TOKEN);
  takeToken({ hash: "#main", pathname: "/invite" }, { replaceState, state: null });
  expect(replaceState).toHaveBeenCalledOnce();
  expect(keptToken()).toBe(TOKEN);
  keepToken(null);
  expect(keptToken()).toBeNull();
  expect(tab.size).toBe(0);
});

it("keeps it in the page where the browser keeps nothing", () => {
  const refuse = () => {
    throw new Error("refused");
  };
  vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
  keepToken(TOKEN);
  expect(keptToken()).toBe(TOKEN);
  keepToken(null);
  expect(keptToken()).toBeNull();
});
