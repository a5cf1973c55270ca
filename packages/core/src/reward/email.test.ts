import { expect, it } from "vitest";
import { mailboxOf } from "./email.ts";

it.each([
  ["Ana@Example.com", "ana@example.com"],
  ["ana+shop@example.com", "ana@example.com"],
  ["a.na@example.com", "a.na@example.com"],
  ["A.N.A+two+three@gmail.com", "ana@gmail.com"],
  ["a.na@googlemail.com", "ana@gmail.com"],
  [" ana@gmail.com. ", "ana@gmail.com"],
  ["ａna@gmail.com", "ana@gmail.com"],
  ['"a@b"@example.com', '"a@b"@example.com'],
])("%s leads to the mailbox %s", (email, mailbox) => {
  expect(mailboxOf(email)).toBe(mailbox);
});
