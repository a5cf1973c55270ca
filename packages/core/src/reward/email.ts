/** Mailboxes that ignore dots in what stands before the @. */
const DOTLESS = new Map([
  ["gmail.com", "gmail.com"],
  ["googlemail.com", "gmail.com"],
]);

/** The mailbox that an address leads to, so that its many spellings are one: without case, "+tags", and dots where they mean nothing. */
export function mailboxOf(email: string): string {
  const address = email.trim().normalize("NFKC").toLowerCase();
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1).replace(/\.$/, "");
  const [name = ""] = address.slice(0, at).split("+");
  const same = DOTLESS.get(domain);
  return same ? `${name.replaceAll(".", "")}@${same}` : `${name}@${domain}`;
}
