import { describe, expect, it } from "vitest";
import { languageOf } from "./language.ts";

describe("the language of a review", () => {
  it.each([
    "Good quality",
    "Nice fabric, fits well",
    "Loved it",
    "XL runs small",
    "Super cotton soft 5/5",
    "Great kurta for Diwali",
    "Awesome dress!!! i love it",
    "ok ok product",
    "Worth the money. Too good",
    "The colour is nice lekin fitting thodi tight hai, still a good buy for the price",
    "👍👍 5/5",
    "Zardozi dupatta fabric from Banaras, Kalamkari blouse fabric from Machilipatnam, Phulkari stole fabric from Patiala",
    "The kurta is well stitched and the colour has not faded after six washes. I would buy it again in blue.",
  ])("%s is English", (text) => expect(languageOf(text)).toBe("en"));

  it.each([
    ["बहुत अच्छा कपड़ा है, साइज छोटा है", "hi"],
    ["நல்ல தரம், சரியாக பொருந்துகிறது", "ta"],
    ["Muy buena calidad, la tela es suave", "es"],
    ["Sehr gute Qualität, passt perfekt und sieht toll aus", "de"],
    ["bahut accha kapda hai, size chhota hai thoda", "hi-Latn"],
    ["Mast hai bhai, paisa vasool", "hi-Latn"],
    ["kapda accha nahi hai return kar diya", "hi-Latn"],
  ])("%s is %s", (text, language) => expect(languageOf(text)).toBe(language));
});
