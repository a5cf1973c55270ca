import { describe, expect, it } from "vitest";
import { ApiError } from "../api/client.ts";
import { fieldErrors, sentence, tell } from "./failure.ts";

const problem = {
  type: "https://stylegence.com/problems/invalid",
  title: "The request is not valid",
  status: 400,
  detail: "Two fields can't be kept.",
  errors: [
    { field: "sizeLabels.0.label", message: "is too long" },
    { field: "sizeLabels.1.label", message: "is missing" },
    { field: "username", message: "is taken" },
  ],
};

describe("what went wrong, in words", () => {
  it.each([
    [new TypeError("Failed to fetch"), "You seem to be offline", "retry"],
    [new ApiError(401, null), "Your session has ended", "sign-in"],
    [new ApiError(503, null), "Not available just now", "retry"],
    [new ApiError(429, null), "Not available just now", "retry"],
    [new ApiError(404, null), "Nothing is here", null],
    [new ApiError(500, null), "Something went wrong on our side", "retry"],
    [new Error("a fault of ours"), "Something went wrong on our side", "retry"],
    [new ApiError(409, null), "This did not work", "retry"],
    [new ApiError(400, problem), "This did not work", null],
  ])("%s: %s", (error, title, remedy) => {
    expect(tell(error)).toMatchObject({ title, remedy });
  });

  it("says in a line what the API said, where it said something", () => {
    expect(sentence(new ApiError(400, problem))).toBe("Two fields can't be kept.");
    expect(sentence(new ApiError(503, null))).toBe("Not available just now. Please try again in a moment.");
  });

  it("keeps faults of ours to itself", () => {
    expect(sentence(new Error("secret of the house"))).not.toContain("secret");
  });
});

it("finds what is wrong with a field, and with a list of them by its name", () => {
  expect(fieldErrors(new ApiError(400, problem))).toEqual({
    "sizeLabels.0.label": "is too long",
    "sizeLabels.1.label": "is missing",
    sizeLabels: "is too long",
    username: "is taken",
  });
  expect(fieldErrors(new Error("else"))).toEqual({});
});
