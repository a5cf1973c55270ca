// Lambda's Node runtime as far as a buffered function sees it: asks the Runtime API for the next event, answers, asks again.
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const base = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function send(method, url, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(`${base}${url}`, { method, agent }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ headers: response.headers, text: Buffer.concat(parts).toString("utf8") }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

const told = (error) => JSON.stringify({ errorType: error?.name ?? "Error", errorMessage: String(error?.message) });

const [file, name] = process.env._HANDLER.split(".");
const module = await import(pathToFileURL(path.resolve(`${file}.mjs`)).href).catch(async (error) => {
  await send("POST", "/init/error", told(error));
  process.exit(1);
});
for (;;) {
  const { headers, text } = await send("GET", "/invocation/next");
  const id = headers["lambda-runtime-aws-request-id"];
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const context = { awsRequestId: id, getRemainingTimeInMillis: () => deadline - Date.now() };
  try {
    const answer = await module[name](JSON.parse(text), context);
    await send("POST", `/invocation/${id}/response`, JSON.stringify(answer ?? null));
  } catch (error) {
    await send("POST", `/invocation/${id}/error`, told(error));
  }
}
