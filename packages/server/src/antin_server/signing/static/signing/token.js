// Asks the signing program beside the token to sign: one socket, one frame up, one down. The program fetches the
// document and brings it back to the portal by itself, so what it tells this page decides nothing: the portal does.
//
// Markup: <form data-token data-jobs data-begin data-origin data-connect-s data-permission-s> with select[name=call],
// [name=number], [name=issued_on], [name=is_place_free], [data-cancel], [data-status], [data-help=absent|denied], texts as
// data-text-*; parts for some calls only: [data-for="SignIssued …"]. Without data-jobs: input[data-token-job]:checked anywhere,
// each in a <div> with [data-token-result]; the first data-most of them.

import { SignedOut, post, say } from "./page.js";

const REMIND_MS = 20_000, POLL_MS = 1_000, LAST_FRAME_MS = 3_000, LONGEST_MESSAGE = 300;

// Why it went no further: the name of a text, and whether the portal has to forget the request.
class Stopped extends Error {
  constructor(text, help = "") { super(text); this.help = help; }
}

for (const form of document.querySelectorAll("[data-token]")) start(form);

function start(form) {
  const call = form.elements.namedItem("call");
  const parts = () => {
    for (const part of form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(call.value);
  };
  call.addEventListener("change", parts);
  parts();
  let running = null;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (running) return;
    running = new Signing(form);
    await running.run();
    running = null;
  });
  form.querySelector("[data-cancel]").addEventListener("click", () => running?.cancel());
  window.addEventListener("pagehide", () => running?.leave());
  form.hidden = false;
}

class Signing {
  constructor(form) {
    this.form = form;
    this.begun = null;
    this.timers = new Set();
    this.stopped = new Promise((_, reject) => { this.stop = reject; });
    this.stopped.catch(() => {});  // it is awaited only while something runs
  }

  async run() {
    const wish = this.wish();
    if (wish.jobs.length === 0) return say(this.form, "none", "error");
    this.busy(true);
    this.help("");
    try {
      const socket = await this.connected();
      say(this.form, "asking");
      this.begun = await this.orStopped(post(this.form.dataset.begin, wish));
      if (this.begun.error) return this.refuse(this.begun.error);
      await this.settled(await this.answered(socket));
    } catch (error) {
      await this.failed(error);
    } finally {
      this.close();
      this.busy(false);
    }
  }

  wish() {
    const { elements, dataset } = this.form;
    const shown = (name) => (elements.namedItem(name).closest("[data-for]")?.hidden ? "" : elements.namedItem(name).value);
    return {
      jobs: this.jobs(dataset), call: elements.namedItem("call").value, number: shown("number"), issued_on: shown("issued_on"),
      is_place_free: elements.namedItem("is_place_free").checked,
    };
  }

  jobs(dataset) {
    const ticked = [...document.querySelectorAll("[data-token-job]:checked")].map((each) => each.value);
    return dataset.jobs ? dataset.jobs.split(" ") : ticked.slice(0, Number(dataset.most));
  }

  // 1. A socket that is open. The browser may ask the person first; then there is more time.
  async connected() {
    if (!window.isSecureContext) throw new Stopped("insecure");
    const permission = await localNetworkPermission();
    if (permission === "denied") throw new Stopped("denied", "denied");
    say(this.form, permission === "prompt" ? "permission" : "connecting");
    const wait = Number(permission === "prompt" ? this.form.dataset.permissionS : this.form.dataset.connectS);
    const call = this.form.elements.namedItem("call").value;
    const opened = new Promise((resolve, reject) => {
      this.socket = new WebSocket(`${this.form.dataset.origin}/${call}`);
      this.socket.onopen = () => resolve(this.socket);
      this.socket.onerror = this.socket.onclose = () => reject(new Stopped("absent", "absent"));
      this.later(wait * 1000, () => reject(new Stopped("absent", "absent")));
    });
    try {
      return await this.orStopped(opened);
    } catch (error) {
      const isRefused = error.help === "absent" && await localNetworkPermission() === "denied";
      throw isRefused ? new Stopped("denied", "denied") : error;
    }
  }

  // 2. One frame up, one down; meanwhile the portal is asked how far it got. null: the portal has everything.
  answered(socket) {
    const { frame, wait_s } = this.begun;
    say(this.form, "waiting");
    this.forget();
    this.later(REMIND_MS, () => say(this.form, "reminder"));
    const frameBack = new Promise((resolve, reject) => {
      socket.onmessage = (event) => resolve(event.data);
      socket.onerror = socket.onclose = () => reject(new Stopped("closed"));
      this.later(wait_s * 1000, () => reject(new Stopped("slow")));
      this.watch(resolve, reject);
    });
    socket.send(frame);
    return this.orStopped(frameBack);
  }

  watch(resolve, reject) {
    let wasFetched = false;
    const look = async () => {
      try {
        const state = await this.state();
        if (state.next) return this.later(LAST_FRAME_MS, () => resolve(null));
        if (!wasFetched && state.files?.some((file) => file.is_fetched)) { wasFetched = true; say(this.form, "fetched"); }
      } catch (error) {
        if (error instanceof SignedOut) return reject(error);
      }
      return this.later(POLL_MS, look);
    };
    this.later(POLL_MS, look);
  }

  // 3. What the portal took decides; what the program said only helps to explain.
  async settled(text) {
    say(this.form, "checking");
    const state = await this.state();
    if (state.next) return this.finish(state);
    const refused = state.files?.find((file) => file.error);
    const reply = read(text);
    await this.end();
    if (state.files?.length > 1 && state.files.some((file) => file.is_signed || file.error)) return this.listed(state.files);
    if (refused) return this.refuse(refused.error);
    if (reply.Status === this.begun.done_status) return say(this.form, "nothing", "error");
    const said = String(reply.Message || reply.Error || "").trim().slice(0, LONGEST_MESSAGE);
    if (!said || reply.Status === this.begun.cancelled_status) return say(this.form, "cancelled-there", "error");
    return this.tell(`${this.form.getAttribute("data-text-it-said")} ${said}`);
  }

  async failed(error) {
    const state = this.begun?.cancel ? await this.end().catch(() => null) : null;
    if (state?.next) return this.finish(state);
    if (state?.files?.length > 1 && state.files.some((file) => file.is_signed || file.error)) return this.listed(state.files);
    const refused = state?.files?.find((file) => file.error);
    if (refused && error.message !== "cancelled") return this.refuse(refused.error);
    if (error instanceof SignedOut) return say(this.form, "signed-out", "error");
    if (!(error instanceof Stopped)) return say(this.form, "failed", "error");
    say(this.form, error.message, "error");
    return this.help(error.help);
  }

  // Of several documents some came back: each tells its own.
  listed(files) {
    for (const file of files) {
      const tick = document.querySelector(`[data-token-job][value="${file.job}"]`);
      const line = tick.closest("div").querySelector("[data-token-result]");
      line.hidden = !file.is_signed && !file.error;
      line.textContent = file.is_signed ? this.form.getAttribute("data-text-one-signed") : [file.error?.text, file.error?.hint].filter(Boolean).join(" ");
      if (file.is_signed) { tick.checked = false; delete tick.dataset.tokenJob; tick.disabled = true; }
    }
    say(this.form, "some", "error");
  }

  finish(state) {
    say(this.form, "done");
    window.location.assign(state.next);
  }

  // The portal takes nothing any more, whatever the program does; then the socket closes, and the program stops too.
  end() {
    return post(this.begun.cancel, {});
  }

  cancel() {
    this.stop(new Stopped("cancelled"));
  }

  // The person goes away: the request ends even though no answer can be read.
  leave() {
    this.close();
    if (!this.begun?.cancel) return;
    const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
    fetch(this.begun.cancel, { method: "POST", headers, credentials: "same-origin", keepalive: true }).catch(() => {});
  }

  async state() {
    const answer = await fetch(this.begun.state, { credentials: "same-origin" });
    if (answer.redirected || answer.status === 403) throw new SignedOut();
    return answer.json();
  }

  orStopped(promise) {
    return Promise.race([promise, this.stopped]);
  }

  later(milliseconds, deed) {
    this.timers.add(setTimeout(deed, milliseconds));
  }

  forget() {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  close() {
    this.forget();
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onerror = this.socket.onclose = null;
    this.socket.close();
  }

  busy(is) {
    const cancel = this.form.querySelector("[data-cancel]");
    const submit = this.form.querySelector("[type=submit]");
    const hadFocus = cancel === document.activeElement || submit === document.activeElement;
    submit.disabled = is;
    cancel.hidden = !is;
    for (const part of document.querySelectorAll("[data-ways], [data-token] select, [data-token] input, [data-token-job]")) part.disabled = is;
    if (hadFocus) (is ? cancel : submit).focus();
  }

  help(which) {
    for (const part of this.form.querySelectorAll("[data-help]")) part.hidden = part.dataset.help !== which;
    if (which) this.form.querySelector(`[data-help=${which}]`).focus();
  }

  refuse(error) {
    this.tell([error.text, error.hint].filter(Boolean).join(" "));
  }

  tell(text) {
    const line = this.form.querySelector("[data-status]");
    line.dataset.kind = "error";
    line.textContent = text;
  }
}

// The program answers with JSON; anything else is no answer.
function read(text) {
  try {
    const reply = JSON.parse(text);
    return reply && typeof reply === "object" ? reply : {};
  } catch {
    return {};
  }
}

// "granted", "denied", "prompt", or "" in browsers that have no such permission. It has had several names.
async function localNetworkPermission() {
  for (const name of ["loopback-network", "local-network-access", "local-network"]) {
    try {
      return (await navigator.permissions.query({ name })).state;
    } catch { /* another name */ }
  }
  return "";
}
