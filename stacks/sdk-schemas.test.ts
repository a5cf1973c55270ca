import { expect, it } from "vitest";
import { spellOut, withoutErrors } from "./sdk-schemas.ts";

it("spells out keys that are constants, and leaves the rest alone", () => {
  const source = 'const _hC = "httpChecksum";\nexport const A = [9, { [_hC]: "-", [other]: 1, [_no]: 2 }, x[_hC]];\n';
  const expected =
    'const _hC = "httpChecksum";\nexport const A = [9, { "httpChecksum": "-", [other]: 1, [_no]: 2 }, x[_hC]];\n';
  expect(spellOut(source)).toBe(expected);
});

it("keeps the one error that stands for all", () => {
  const source = "_s_registry.registerError(S$, S);\nn0_registry.registerError(Gone$, Gone);\nexport const A = 1;\n";
  expect(withoutErrors(source)).toBe("_s_registry.registerError(S$, S);\n\nexport const A = 1;\n");
});
