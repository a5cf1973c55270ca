/** What the API said of a field ("is taken"), as a sentence about it; what is a sentence already stays. */
export function faultText(field: string, message: string | undefined): string | undefined {
  if (!message) return undefined;
  return /^[a-z]/.test(message) ? `${field} ${message.replace(/\.$/, "")}.` : message;
}
