// Runs in the frame: pays, and tells the shop's page what came of it.
const query = new URLSearchParams(location.search);
const form = document.getElementById("methods");
const said = document.getElementById("said");
const waiting = document.getElementById("waiting");
const tell = (message) => parent.postMessage(message, "*");
let options = { key: query.get("key"), order_id: query.get("order_id"), escape: true };

addEventListener("message", ({ source, data }) => {
  if (source !== parent) return;
  options = { ...options, ...data };
  if (data.color) document.documentElement.style.setProperty("--theme", data.color);
  const method = form.elements.namedItem("method");
  if (data.method && method) method.value = data.method;
  form.querySelector("button.main").focus();
});

const ask = async (path, body) => {
  const init = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, init);
  const result = await answer.json();
  return answer.ok ? result : { status: "refused", error: result.error };
};

const settle = async (result) => {
  if (result.status === "created") {
    form.hidden = true;
    waiting.hidden = false;
    await new Promise((next) => setTimeout(next, 1000));
    const path = `/v1/standard_checkout/payments/${result.payment_id}?key=${encodeURIComponent(options.key)}`;
    return settle(await ask(path));
  }
  form.hidden = false;
  waiting.hidden = true;
  if (result.status === "paid") {
    const { status: _, ...response } = result;
    return tell({ event: "paid", response });
  }
  said.textContent = result.error.description;
  said.hidden = false;
  if (result.status === "failed") tell({ event: "failed", error: result.error });
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { key, order_id, email, contact, description, notes } = options;
  const method = new FormData(form).get("method");
  said.hidden = true;
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  await settle(
    await ask("/v1/standard_checkout/payments", {
      ...{ key, order_id, method, email, contact, description, notes },
      outcome: event.submitter?.value ?? "success",
    }),
  );
  for (const button of form.querySelectorAll("button")) button.disabled = false;
  form.querySelector("button.main").focus();
});
document.getElementById("close").addEventListener("click", () => tell({ event: "dismiss" }));
addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && options.escape) tell({ event: "dismiss" });
});
tell({ event: "ready" });
