import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { fromAws, ServiceError } from "../service-error.ts";

export interface InvokeOptions {
  /** The call is given up after it. */
  timeoutMs: number;
  signal?: AbortSignal;
}

/** Calls one function with JSON and gives its JSON answer. Throws ServiceError. */
export type Invoke = <T>(functionName: string, payload: object, options: InvokeOptions) => Promise<T>;

/** One try only: whoever waits on a function knows better whether there is time for a second. */
export function lambdaInvoke(client: LambdaClient = new LambdaClient({ maxAttempts: 1 })): Invoke {
  return async <T>(functionName: string, payload: object, options: InvokeOptions): Promise<T> => {
    const service = `function ${functionName}`;
    const signals = [AbortSignal.timeout(options.timeoutMs), ...(options.signal ? [options.signal] : [])];
    const command = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(payload) });
    const answer = await client.send(command, { abortSignal: AbortSignal.any(signals) }).catch((error: unknown) => {
      throw fromAws(service, error);
    });
    const text = Buffer.from(answer.Payload ?? []).toString("utf8");
    if (answer.FunctionError) throw failed(service, text);
    return JSON.parse(text) as T;
  };
}

function failed(service: string, text: string): ServiceError {
  const { errorType, errorMessage } = safely(text);
  const kind = /timed out/i.test(errorMessage) ? "timeout" : errorType === "InputError" ? "rejected" : "unavailable";
  return new ServiceError(service, kind, `${errorType} ${errorMessage}`.trim());
}

function safely(text: string): { errorType: string; errorMessage: string } {
  try {
    const parsed = JSON.parse(text) as { errorType?: string; errorMessage?: string };
    return { errorType: parsed.errorType ?? "", errorMessage: parsed.errorMessage ?? "" };
  } catch {
    return { errorType: "", errorMessage: text.slice(0, 300) };
  }
}
