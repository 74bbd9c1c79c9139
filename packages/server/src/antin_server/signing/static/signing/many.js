// Signs the ticked documents one after the other, with a key file that is opened once, here.
//
// Markup: <form data-many …> as for sign.js (holder.js), with input[name=stops], [data-cancel], <progress>; anywhere on the page
// input[data-token-job]:checked with data-prepare, data-complete, data-name, each in a <div> with [data-token-result]; [data-results],
// shown once something is signed. Texts as data-text-*; {done} {all} {name} {signed} {refused} {left} are filled in.

import { Refused, signDocument } from "./document.js";
import { openedKey } from "./holder.js";
import { KeyFileError } from "./pkcs12.js";
import { SignedOut, say } from "./page.js";

for (const form of document.querySelectorAll("[data-many]")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); new Batch(form).run(); });
}

class Batch {
  constructor(form) {
    this.form = form;
    this.ticks = [...document.querySelectorAll("[data-token-job]:checked")];
    this.counts = { signed: 0, refused: 0 };
    this.isCancelled = false;
    this.cancel = () => { this.isCancelled = true; this.tell("stopping"); };
    this.stay = (event) => event.preventDefault();
  }

  async run() {
    if (this.ticks.length === 0) return say(this.form, "none", "error");
    this.busy(true);
    say(this.form, "opening");
    try {
      const key = await openedKey(this.form);
      if (!key) return say(this.form, "no-certificate", "error");
      await this.signAll(key);
      return this.end();
    } catch (error) {
      if (error instanceof SignedOut) return say(this.form, "signed-out", "error");
      return say(this.form, error instanceof KeyFileError ? error.code.replaceAll("_", "-") : "failed", "error");
    } finally {
      this.busy(false);
    }
  }

  async signAll(key) {
    for (const [place, tick] of this.ticks.entries()) {
      if (this.isCancelled) return;
      this.form.querySelector("progress").value = place;
      this.tell("document", { done: place + 1, all: this.ticks.length, name: tick.dataset.name });
      const isSigned = await this.one(tick, key);
      if (!isSigned && this.form.elements.namedItem("stops").checked) return;
    }
  }

  async one(tick, key) {
    const line = tick.closest("div").querySelector("[data-token-result]");
    line.hidden = false;
    try {
      const next = await signDocument(tick.dataset, key);
      const link = Object.assign(document.createElement("a"), { href: next, textContent: this.form.getAttribute("data-text-one-signed") });
      line.replaceChildren(link);
      tick.checked = false;
      tick.disabled = true;
      delete tick.dataset.tokenJob;
      this.counts.signed += 1;
      document.querySelector("[data-results]").hidden = false;
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      line.textContent = [error.error.text, error.error.hint].filter(Boolean).join(" ");
      this.counts.refused += 1;
      return false;
    }
  }

  end() {
    const left = this.ticks.length - this.counts.signed - this.counts.refused;
    if (left || this.counts.refused) return this.tell("some", { ...this.counts, left }, "error");
    this.tell("all", this.counts);
    return document.querySelector("[data-results] h2").focus();
  }

  tell(which, fields = {}, kind = "note") {
    const line = this.form.querySelector("[data-status]");
    line.dataset.kind = kind;
    line.textContent = this.form.getAttribute(`data-text-${which}`).replace(/\{(\w+)\}/g, (_, name) => fields[name] ?? "");
  }

  busy(is) {
    const cancel = this.form.querySelector("[data-cancel]"), submit = this.form.querySelector("[type=submit]");
    const bar = this.form.querySelector("progress");
    (is ? cancel.addEventListener : cancel.removeEventListener).call(cancel, "click", this.cancel);
    (is ? window.addEventListener : window.removeEventListener).call(window, "beforeunload", this.stay);
    bar.max = this.ticks.length;
    bar.hidden = cancel.hidden = !is;
    submit.disabled = is;
    for (const part of document.querySelectorAll("[data-ways], [data-token-job], [data-place-all]")) part.disabled = is;
    if (is) cancel.focus();
  }
}
