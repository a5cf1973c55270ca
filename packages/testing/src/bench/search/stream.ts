import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

type Action = { Put?: { Item?: Record<string, unknown> }; Update?: { Key?: Record<string, unknown> } };
interface Sent {
  input?: { TransactItems?: Action[] };
}

export interface Heard {
  index(groupId: string): void;
  embed(jobId: string): void;
  /** A page was stored with its group. */
  page(groupId: string, url: string): void;
}

/**
 * Stands for the table's stream, which DynamoDB Local would walk through in whole for each write: tells of each committed write
 * what the publishing function would put into the queues of the index and the embedder.
 */
export function listen(documents: DynamoDBDocumentClient, heard: Heard): DynamoDBDocumentClient {
  const told = ({ Put, Update }: Action) => {
    const item = Put?.Item ?? {};
    if (item.__edb_e__ === "productGroup") heard.index(String(item.groupId));
    if (item.__edb_e__ === "outbox" && item.topic === "embed") heard.embed(JSON.parse(String(item.body)).jobId);
    if (item.__edb_e__ === "sourcePage") heard.page(String(item.groupId), String(item.url));
    const group = /^\$stylegence#groupid_(\S+)$/i.exec(String(Update?.Key?.pk ?? ""))?.[1];
    if (group && /productgroup/i.test(String(Update?.Key?.sk)))
      heard.index(group.toUpperCase().replace("PRD_", "prd_"));
  };
  return new Proxy(documents, {
    get(target, name, receiver) {
      if (name !== "send") return Reflect.get(target, name, receiver) as unknown;
      return async (command: Sent, ...rest: unknown[]) => {
        const answer: unknown = await (target.send as (...all: unknown[]) => Promise<unknown>)(command, ...rest);
        for (const action of command.input?.TransactItems ?? []) told(action);
        return answer;
      };
    },
  });
}
