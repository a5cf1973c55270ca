// Runs in the shop's page: what `https://checkout.razorpay.com/v1/checkout.js` gives it.
(() => {
  const origin = new URL(document.currentScript.src).origin;
  const REQUIRED = ["key", "amount", "currency"];

  class Razorpay {
    #options;
    #listeners = new Map();
    #frame = null;
    #focused = null;
    #failed = false;

    constructor(options) {
      if (typeof options !== "object" || options === null) throw new Error("No options passed");
      for (const name of REQUIRED) {
        if (name === "key" ? !options.key : options[name] === undefined && !options.order_id)
          throw new Error(`Required parameter ${name} is missing`);
      }
      this.#options = options;
    }

    on(event, listener) {
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
      return this;
    }

    open() {
      if (this.#frame) return this;
      const { key, order_id = "", name = "", description = "" } = this.#options;
      this.#focused = document.activeElement;
      this.#frame = document.createElement("iframe");
      this.#frame.className = "razorpay-checkout-frame";
      this.#frame.title = "Razorpay Checkout";
      this.#frame.allow = "payment";
      this.#frame.src = `${origin}/v1/checkout/public?${new URLSearchParams({ key, order_id, name, description })}`;
      this.#frame.style.cssText =
        "position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647;color-scheme:normal;background:transparent";
      addEventListener("message", this.#hear);
      document.body.append(this.#frame);
      return this;
    }

    close() {
      this.#end();
    }

    #hear = ({ origin: from, source, data }) => {
      if (from !== origin || source !== this.#frame?.contentWindow) return;
      if (data.event === "ready") this.#welcome();
      if (data.event === "dismiss") this.#dismiss();
      if (data.event === "failed") this.#fail(data.error);
      if (data.event === "paid") {
        this.#end();
        this.#options.handler?.(data.response);
      }
    };

    #welcome() {
      const { key, order_id, description, prefill = {}, notes = {}, theme = {}, modal = {} } = this.#options;
      const { email, contact, method } = prefill;
      this.#frame.contentWindow.postMessage(
        { key, order_id, description, notes, email, contact, method, color: theme.color, escape: modal.escape ?? true },
        origin,
      );
      this.#frame.focus();
    }

    #fail(error) {
      this.#failed = true;
      for (const listener of this.#listeners.get("payment.failed") ?? []) listener({ error });
      if (this.#options.retry === false || this.#options.retry?.enabled === false) this.#dismiss();
    }

    #dismiss() {
      this.#end();
      // The real one says which kind of end it was.
      this.#options.modal?.ondismiss?.(this.#failed ? "failed" : undefined);
    }

    #end() {
      removeEventListener("message", this.#hear);
      this.#frame?.remove();
      this.#frame = null;
      this.#focused?.focus?.();
    }
  }
  window.Razorpay = Razorpay;
})();
