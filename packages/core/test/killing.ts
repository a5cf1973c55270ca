import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

const WRITES = new Set(["PutCommand", "UpdateCommand", "DeleteCommand", "BatchWriteCommand", "TransactWriteCommand"]);

/** A client whose process dies right after so many writes: they are done, but nobody hears of the last, and nothing works afterwards. */
export function killing(documents: DynamoDBDocumentClient, writes: number): DynamoDBDocumentClient {
  let left = writes;
  const send = async (command: { constructor: { name: string } }) => {
    if (left === 0) throw new Error("Killed.");
    const answer = await documents.send(command as never);
    if (WRITES.has(command.constructor.name)) left -= 1;
    if (left === 0) throw new Error("Killed.");
    return answer;
  };
  return new Proxy(documents, {
    get: (target, name, receiver) => (name === "send" ? send : Reflect.get(target, name, receiver)),
  });
}
