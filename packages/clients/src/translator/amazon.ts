import { TranslateClient, TranslateTextCommand } from "@aws-sdk/client-translate";
import { fromAws } from "../service-error.ts";
import type { Translator } from "./port.ts";

const SERVICE = "translate";
const TIMEOUT_MS = 10_000;

/** It names a language that it can't tell, or a pair that it doesn't have, by these. */
const UNKNOWN = new Set(["UnsupportedLanguagePairException", "DetectedLanguageLowConfidenceException"]);

/** Amazon Translate: one text a request, each of at most 10,000 bytes. */
export function amazonTranslator(client = new TranslateClient({})): Translator {
  async function translate(text: string, from: string): Promise<string> {
    if (text.trim() === "") return text;
    const command = new TranslateTextCommand({ Text: text, SourceLanguageCode: from, TargetLanguageCode: "en" });
    const answer = await client.send(command, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
    return answer.TranslatedText ?? "";
  }
  return {
    async toEnglish(texts, from) {
      try {
        return await Promise.all(texts.map((text) => translate(text, from)));
      } catch (error) {
        if (UNKNOWN.has((error as Error).name)) return null;
        throw fromAws(SERVICE, error);
      }
    },
  };
}
