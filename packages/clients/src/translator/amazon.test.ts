import { TranslateClient } from "@aws-sdk/client-translate";
import { afterEach, describe, expect, it } from "vitest";
import { type Reply, type Seen, startWire, toWire, type Wire } from "../../test/wire.ts";
import { amazonTranslator } from "./amazon.ts";

let wire: Wire;
afterEach(() => wire.close());

async function over(answer: (seen: Seen, count: number) => Reply) {
  wire = await startWire(answer);
  return amazonTranslator(new TranslateClient(toWire(wire.url)));
}

const type = { "content-type": "application/x-amz-json-1.1" };
const fault = (status: number, name: string): Reply => ({
  status,
  headers: type,
  body: { __type: name, Message: "no" },
});

describe("Amazon Translate", () => {
  it("is asked for each text in its own words, and answers in order", async () => {
    const translator = await over(({ body }) => {
      const { Text } = JSON.parse(body) as { Text: string };
      return {
        headers: type,
        body: { TranslatedText: `en ${Text}`, SourceLanguageCode: "hi", TargetLanguageCode: "en" },
      };
    });
    expect(await translator.toEnglish(["अच्छा", "", "कपड़ा"], "hi")).toEqual(["en अच्छा", "", "en कपड़ा"]);
    expect(wire.seen).toHaveLength(2);
    const [first] = wire.seen;
    expect(first?.headers["x-amz-target"]).toBe("AWSShineFrontendService_20170701.TranslateText");
    expect(first?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 .*\/translate\/aws4_request/);
    const asked = wire.seen
      .map(({ body }) => JSON.parse(body) as { Text: string })
      .sort((a, b) => (a.Text < b.Text ? -1 : 1));
    expect(asked).toEqual([
      { Text: "अच्छा", SourceLanguageCode: "hi", TargetLanguageCode: "en" },
      { Text: "कपड़ा", SourceLanguageCode: "hi", TargetLanguageCode: "en" },
    ]);
  });

  it.each([["UnsupportedLanguagePairException"], ["DetectedLanguageLowConfidenceException"]])(
    "that says %s does not know the language",
    async (name) => {
      const translator = await over(() => fault(400, name));
      expect(await translator.toEnglish(["x"], "xx")).toBeNull();
    },
  );

  it.each<[string, Reply, object]>([
    ["is throttled", fault(400, "ThrottlingException"), { kind: "throttled", retry: true }],
    ["can't now", fault(500, "ServiceUnavailableException"), { kind: "unavailable", retry: true }],
    ["finds the text too long", fault(400, "TextSizeLimitExceededException"), { kind: "rejected", retry: false }],
    ["can't be reached", { never: "cut" }, { retry: true }],
  ])("that %s is told apart", async (_, reply, failure) => {
    const translator = await over(() => reply);
    await expect(translator.toEnglish(["x"], "hi")).rejects.toMatchObject(failure);
  });
});
