import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { DomainError } from "@stylegence/core/platform/errors";

const LIFE_MS = 60_000;
const known = new Map<string, { value: Promise<string>; until: number }>();
let client: SSMClient | undefined;

/**
 * A secret by the path of its parameter. It is asked for once a minute at most, so that one which was changed is taken without a
 * deploy. Throws `unavailable` where it can't be read.
 */
export function secret(path: string): Promise<string> {
  const kept = known.get(path);
  if (kept && kept.until > Date.now()) return kept.value;
  const value = read(path);
  known.set(path, { value, until: Date.now() + LIFE_MS });
  value.catch(() => known.delete(path));
  return value;
}

async function read(path: string): Promise<string> {
  if (path === "") throw new DomainError("unavailable", "A secret of this stage is not configured.");
  client ??= new SSMClient({});
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: path, WithDecryption: true }));
    if (Parameter?.Value) return Parameter.Value;
  } catch (cause) {
    throw new DomainError("unavailable", "A secret can't be read.", { cause, context: { path } });
  }
  throw new DomainError("unavailable", "A secret is not set.", { context: { path } });
}
