// Nhịp Cầu · desk.js
// Makes pages quicker; nothing here is needed for a page to work. No page content is written as HTML except
// what our own server sent for the same address.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const who = document.body.dataset.who || "0";
  const fill = (text, value) => text.replace("{0}", value);
  const el = (tag, text, className) => {
    const e = document.createElement(tag);
    e.textContent = text;
    if (className) e.className = className;
    return e;
  };
  const say = (text) => {
    const status = $("#tinh-trang");
    if (status) status.textContent = text;
  };

  // ---- Part of a page: fetch the same address, exchange one element, tell what changed.

  let asking = null;

  async function fetchPart(url, id) {
    if (asking) asking.abort();
    asking = new AbortController();
    const answer = await fetch(url, { headers: { "X-Partial": id }, signal: asking.signal, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    const doc = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { doc, part: doc.getElementById(id), url: answer.url };
  }

  async function swap(url, id, push = true) {
    const old = document.getElementById(id);
    if (!old) return location.assign(url);
    old.dataset.swapRoot = "";
    old.setAttribute("aria-busy", "true");
    try {
      const { doc, part, url: final } = await fetchPart(url, id);
      if (!part) return location.assign(url);
      old.replaceWith(part);
      if (doc.title) document.title = doc.title;
      if (push) {
        if (!history.state) history.replaceState({ swap: id }, "");
        history.pushState({ swap: id }, "", final);
      }
      arrive(part);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (error instanceof TypeError) {
        old.removeAttribute("aria-busy");
        return say(words.failed);
      }
      location.assign(url);
    }
  }

  function arrive(part) {
    const target = $("[data-focus]", part) || $("h1, h2, h3", part) || part;
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    say(part.dataset.say || $("[data-say]", part)?.dataset.say || "");
    prepare(part);
  }

  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get" || !form.dataset.swap) return;
    event.preventDefault();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
    const url = new URL(form.action);
    url.search = query;
    swap(url.href, form.dataset.swap);
  });

  addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    swap(link.href, link.dataset.swap);
  });

  addEventListener("popstate", (event) => {
    if (event.state?.swap) swap(location.href, event.state.swap, false);
    else location.reload();
  });

  // ---- Long work: ask again until it is done.

  function poll(job) {
    setTimeout(async () => {
      if (!job.isConnected) return;
      if (document.hidden) return poll(job);
      try {
        const { part } = await fetchPart($("a[data-again]", job)?.href || location.href, job.id);
        if (!part) return location.reload();
        if (!part.dataset.poll) return location.reload();
        job.replaceChildren(...part.childNodes);
        poll(job);
      } catch {
        poll(job);
      }
    }, Number(job.dataset.poll) || 1000);
  }

  // ---- Files travel on their own: each in pieces, going on where the line broke; the words of the form go ahead.

  const onTheWay = new Map(); // form → files that have not arrived
  const pause = (ms) => new Promise((done) => {
    addEventListener("online", done, { once: true });
    setTimeout(done, ms);
  });

  const table = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n;
  });
  const checksum = (bytes, from = 0) => {
    let sum = ~from;
    for (const b of bytes) sum = table[(sum ^ b) & 255] ^ (sum >>> 8);
    return ~sum >>> 0;
  };
  const bytesOf = async (blob, from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer());

  async function checksumOf(blob) {
    let sum = 0;
    for (let at = 0; at < blob.size; at += 1 << 20) sum = checksum(await bytesOf(blob, at, at + (1 << 20)), sum);
    return sum;
  }

  // The same file chosen again after a broken line goes on where it stopped.
  function nameOfJourney(file) {
    const text = new TextEncoder().encode([who, file.name, file.size, file.lastModified].join("\n"));
    return [checksum(text), checksum(text.toReversed?.() || text.reverse()), file.size].map((n) => n.toString(36).padStart(7, "0")).join("-");
  }

  async function travel(file, zone, wanted, tell) {
    const to = zone.dataset.send + nameOfJourney(file);
    let at = 0, step = 64 << 10, wait = 1000, restarts = 0;
    try {
      at = (await (await fetch(to)).json()).at;
    } catch { /* the first piece tells */ }
    if (at >= file.size) at = 0;
    while (wanted()) {
      try {
        const piece = await bytesOf(file, at, at + step);
        const last = at + piece.length >= file.size;
        const query = new URLSearchParams({ ten: file.name, tu: at, dai: file.size, tong: checksum(piece).toString(16) });
        query.set("tat-ca", last ? (await checksumOf(file)).toString(16) : "0");
        const start = Date.now();
        const answer = await fetch(to + "?" + query, { method: "POST", body: piece, headers: { "Content-Type": "application/octet-stream" } });
        if (answer.redirected || answer.status === 401) {
          tell(at / file.size, zone.dataset.signin);
          await pause(5000);
          continue;
        }
        if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
        if (answer.status > 409 && answer.status !== 422 || answer.status === 403) return { problem: words.failed };
        const said = await answer.json();
        if (said.token || said.problem) return said;
        if (said.at < at && ++restarts > 20) return { problem: words.failed };
        at = said.at;
        tell(at / file.size);
        wait = 1000;
        step = Date.now() - start < 2000 ? Math.min(step * 2, 2 << 20) : Math.max(step / 2, 32 << 10);
      } catch {
        tell(at / file.size, zone.dataset.waiting);
        step = 32 << 10;
        await pause(wait);
        wait = Math.min(wait * 2, 30000);
      }
    }
    return {};
  }

  // A photograph goes smaller and without what the camera wrote into it: place, time, device.
  async function smaller(file) {
    if (!/^image\/(jpeg|png|webp|hei[cf])$/.test(file.type) || file.type === "image/png" && file.size < 1e6) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, 2400 / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
      if (!blob || blob.size >= file.size && file.type !== "image/jpeg") return file;
      return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
    } catch {
      return file; // a picture that this browser cannot read goes as it is
    }
  }

  async function sendFile(file, zone) {
    const form = zone.closest("form");
    const line = el("li", "", "sending");
    const text = el("span", fill(zone.dataset.sending, file.name), "");
    const bar = el("progress", "", "");
    const state = el("span", "", "muted small");
    const remove = el("button", "×", "btn btn-sm btn-quiet");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    remove.type = "button";
    remove.setAttribute("aria-label", fill(zone.dataset.remove, file.name));
    remove.addEventListener("click", () => { line.remove(); $("input[type=file]", zone).focus(); });
    line.append(text, bar, state, remove);
    $(".sendings", zone).append(line);
    onTheWay.set(form, (onTheWay.get(form) || 0) + 1);
    const goes = $("[data-whole-picture]", zone)?.checked ? file : await smaller(file);
    const note = goes === file ? "" : zone.dataset.smaller + " · ";
    const said = await travel(goes, zone, () => line.isConnected, (share, why) => {
      bar.value = share;
      state.textContent = why || "";
    });
    bar.remove();
    if (said.token) {
      const token = el("input", "", "");
      token.type = "hidden";
      token.name = zone.dataset.tokens;
      token.value = said.token;
      text.textContent = said.name;
      state.textContent = note + said.size + " · " + zone.dataset.arrived;
      line.append(token);
      say(said.name + ": " + zone.dataset.arrived);
    } else if (said.problem) {
      state.className = "err";
      state.textContent = said.problem;
      form.dataset.stopped = "";
      say(said.problem);
    }
    onTheWay.set(form, onTheWay.get(form) - 1);
    form.dispatchEvent(new Event("arrived"));
  }

  function sends(zone) {
    const input = $("input[type=file]", zone);
    const list = el("ul", "", "sendings");
    input.after(list);
    const label = el("label", "", "check");
    const box = el("input", "", "");
    box.type = "checkbox";
    box.dataset.wholePicture = "";
    label.append(box, el("span", zone.dataset.whole, ""));
    list.before(label);
    const start = () => {
      for (const file of input.files) sendFile(file, zone);
      input.value = "";
    };
    input.addEventListener("change", start);
    if (input.files.length) start();
  }

  // The words are kept on the server at once; the form itself goes when its files have arrived, or without them.
  async function sendWhenArrived(form, button) {
    const zone = $("[data-send]", form);
    const box = el("div", "", "note waiting");
    const body = el("div", "", "note-body row");
    const text = el("p", zone.dataset.wordless, "");
    const now = el("button", zone.dataset.without, "btn btn-sm");
    const go = () => {
      box.remove();
      form.dataset.now = "";
      form.requestSubmit(button);
      delete form.dataset.now;
    };
    now.type = "button";
    now.addEventListener("click", go);
    body.append(text, now);
    box.append(body);
    box.setAttribute("role", "status");
    $(".waiting", form)?.remove();
    form.append(box);
    delete form.dataset.stopped;
    form.addEventListener("arrived", function arrived() {
      if (!box.isConnected) return form.removeEventListener("arrived", arrived);
      if (onTheWay.get(form) > 0) return;
      if ("stopped" in form.dataset) return box.remove();
      go();
    });
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") values.append(name, value);
    const where = new URLSearchParams({ toi: new URL(form.action).pathname });
    for (const input of $$("input[type=file]", form)) where.append("tep", input.name);
    while (box.isConnected) {
      try {
        const answer = await fetch("/gui-lai?" + where, { method: "POST", body: values });
        if (!answer.ok || answer.redirected) return;
        const { id } = await answer.json();
        const kept = $("input[name=gui-lai]", form) || el("input", "", "");
        kept.type = "hidden";
        kept.name = "gui-lai";
        kept.value = id;
        form.append(kept);
        text.textContent = zone.dataset.words;
        return;
      } catch {
        await pause(3000);
      }
    }
  }

  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(onTheWay.get(form) > 0) || "now" in form.dataset) return;
    event.preventDefault();
    sendWhenArrived(form, event.submitter);
  });

  // ---- Sending once: the button says that it is working, a second press does nothing.

  let sending = new WeakSet();

  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sending.has(form)) return event.preventDefault();
    sending.add(form);
    markSent(form);
    const button = event.submitter;
    if (!button || button.classList.contains("chip")) return;
    button.dataset.word = button.textContent;
    button.setAttribute("aria-busy", "true");
    const text = [...button.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()).pop();
    if (text) text.data = button.dataset.busy || words.busy;
  });

  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    sending = new WeakSet();
    for (const button of $$("button[aria-busy]")) {
      button.removeAttribute("aria-busy");
      const text = [...button.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()).pop();
      if (text && button.dataset.word) text.data = button.dataset.word.trim();
    }
  });

  // ---- Drafts: what is typed stays on this device until it was sent, under the person who typed it.

  const prefix = "nhipcau:" + who + ":";
  const draftKey = (field) => prefix + (field.form?.getAttribute("action") || location.pathname) + ":" + (field.id || field.name);
  const kept = (root) => $$('[data-keep], form[method="post"]:not([data-keep-nothing]) textarea', root);
  const store = {
    get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
    keys: () => { try { return Object.keys(localStorage).filter((k) => k.startsWith(prefix)); } catch { return []; } },
  };
  const clock = (ms) => new Date(ms).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

  function markSent(form) {
    for (const field of kept(form)) {
      const draft = store.get(draftKey(field));
      if (draft) store.set(draftKey(field), { ...draft, sent: true });
    }
  }

  // A page without a word of trouble means that the server took what was sent.
  function forgetTaken() {
    if (document.body.classList.contains("plain") && who !== "0") return;
    const trouble = $("[data-trouble], [role=alert][data-focus]");
    for (const key of store.keys()) {
      const draft = store.get(key);
      const old = !draft || Date.now() - draft.at > 30 * 24 * 3600 * 1000;
      if (old || draft.sent && !trouble) store.drop(key);
      else if (draft.sent) store.set(key, { ...draft, sent: false });
    }
  }

  function keep(field) {
    const key = draftKey(field);
    const draft = store.get(key);
    if (draft && draft.text !== field.value && draft.text.trim() && field.type !== "password") offer(field, draft, key);
    let timer;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const at = Date.now();
        if (store.set(key, { text: field.value, at })) note(field, fill(words.kept, clock(at)));
      }, 600);
    });
  }

  function note(field, text) {
    let line = field.parentElement.querySelector(".count[data-note]");
    if (!line) {
      line = el("p", "", "count");
      line.dataset.note = "";
      field.after(line);
    }
    line.textContent = text;
  }

  function offer(field, draft, key) {
    const box = el("div", "", "note note-warn");
    box.setAttribute("role", "status");
    const body = el("div", "", "note-body row");
    const restore = el("button", words.restore, "btn btn-sm");
    const discard = el("button", words.discard, "btn btn-sm btn-quiet");
    restore.type = discard.type = "button";
    restore.addEventListener("click", () => {
      field.value = draft.text;
      store.set(key, { text: draft.text, at: draft.at });
      box.remove();
      field.focus();
    });
    discard.addEventListener("click", () => {
      store.drop(key);
      box.remove();
      field.focus();
    });
    body.append(el("p", fill(words.draft, clock(draft.at))), restore, discard);
    box.append(body);
    field.before(box);
  }

  addEventListener("submit", (event) => {
    if (event.target.hasAttribute("data-leave")) store.keys().forEach(store.drop);
  });

  // ---- Rows: tick all, count what is ticked, move with j and k.

  function bulk(bar) {
    const form = bar.closest("form");
    const boxes = () => $$(`input[type=checkbox][name="${bar.dataset.bulk}"]`, form);
    const all = $("[data-all]", form);
    const status = $("[role=status]", bar);
    const count = () => {
      const n = boxes().filter((b) => b.checked).length;
      status.textContent = n ? fill(bar.dataset.some, n) : bar.dataset.none;
      for (const button of $$("button", bar)) button.disabled = !n;
      if (!all) return;
      const box = $("input", all);
      box.checked = n > 0 && n === boxes().length;
      box.indeterminate = n > 0 && !box.checked;
    };
    let last = null;
    form.addEventListener("click", (event) => {
      const box = event.target;
      if (box.type !== "checkbox" || box.name !== bar.dataset.bulk) return;
      const list = boxes();
      if (event.shiftKey && last && list.includes(last)) {
        const [from, to] = [list.indexOf(last), list.indexOf(box)].sort((a, b) => a - b);
        for (const b of list.slice(from, to + 1)) b.checked = box.checked;
      }
      last = box;
      count();
    });
    if (all) {
      all.hidden = false;
      $("input", all).addEventListener("change", (event) => {
        for (const b of boxes()) b.checked = event.target.checked;
        count();
      });
    }
    count();
  }

  const rows = () => $$("[data-row]").filter((row) => row.offsetParent !== null);

  function move(step) {
    const list = rows();
    if (!list.length) return;
    const here = list.findIndex((row) => row.classList.contains("is-row"));
    const next = list[Math.min(list.length - 1, Math.max(0, here < 0 ? 0 : here + step))];
    list[here]?.classList.remove("is-row");
    next.classList.add("is-row");
    const link = $("a[href], button, input", next) || next;
    const main = $("[data-open]", next) || $("th a[href], h3 a[href], h4 a[href]", next) || link;
    main.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  // ---- Keyboard: physical keys, never inside a field, never while a Vietnamese typing tool composes.

  const letter = (code) => (/^Key[A-Z]$/.test(code) ? code[3].toLowerCase() : "");
  const typing = (node) => node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !/^(checkbox|radio|button|submit)$/.test(node.type);
  let afterG = 0;

  addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    const node = event.target;
    if (event.code === "Escape") return closeMenus();
    if ((event.ctrlKey || event.metaKey) && event.code === "Enter" && node.form?.method === "post") {
      event.preventDefault();
      return node.form.requestSubmit($("button.btn-main, button[type=submit]", node.form) || undefined);
    }
    if (document.body.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || typing(node) || $("dialog[open]")) return;
    if (press(event)) event.preventDefault();
  });

  function press(event) {
    if (event.key === "?" || event.code === "Slash" && event.shiftKey) return showKeys();
    if (event.code === "Slash") return focusSearch();
    if (event.shiftKey) return false;
    const key = letter(event.code);
    if (Date.now() - afterG < 1500) {
      afterG = 0;
      const link = key && $(`[data-go="${key}"]`);
      if (link) link.click();
      return Boolean(link);
    }
    if (key === "g") {
      afterG = Date.now();
      return true;
    }
    if (key === "j" || key === "k") {
      move(key === "j" ? 1 : -1);
      return true;
    }
    if (key === "x") {
      const box = $(".is-row input[type=checkbox]");
      if (box) box.click();
      return Boolean(box);
    }
    const target = key && ($(`.is-row [data-key="${key}"]`) || $(`[data-key="${key}"]`));
    if (!target) return false;
    if (typing(target)) target.focus();
    else target.click();
    return true;
  }

  function focusSearch() {
    const box = $("#tim-nhanh");
    if (!box) return false;
    box.focus();
    box.select();
    return true;
  }

  function showKeys() {
    fetchPart("/phim-tat", "phim-tat").then(({ doc, part }) => {
      if (!part) return location.assign("/phim-tat");
      const dialog = el("dialog", "", "");
      const title = el("h2", doc.title.split(" · ")[0], "");
      const close = el("button", words.close, "btn");
      title.id = "phim-tat-ten";
      close.type = "button";
      part.className = "stack";
      close.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => dialog.remove());
      dialog.setAttribute("aria-labelledby", title.id);
      const body = el("div", "", "stack");
      body.append(title, part, close);
      dialog.append(body);
      document.body.append(dialog);
      dialog.showModal();
    }, () => location.assign("/phim-tat"));
    return true;
  }

  // ---- Menus close by Esc and by a click elsewhere.

  function closeMenus(except) {
    for (const menu of $$("details.menu[open]")) {
      if (menu === except) continue;
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside && !except) $("summary", menu).focus();
    }
    if (!except && location.hash === "#dieu-huong") location.hash = "#noi-dung";
  }

  addEventListener("click", (event) => {
    const menu = event.target.closest("details.menu");
    for (const open of $$("details.menu[open]")) if (open !== menu) open.open = false;
  });

  // ---- Files may be dropped on their field.

  function drop(zone) {
    const input = $("input[type=file]", zone);
    const over = (on) => zone.classList.toggle("is-over", on);
    zone.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
    zone.addEventListener("dragleave", () => over(false));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // ---- Texts to be taken elsewhere. A page without TLS has no clipboard but the old command.

  async function copy(button) {
    const box = document.getElementById(button.dataset.copy);
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
    } catch {
      document.execCommand("copy");
    }
    say(button.dataset.copied);
    const text = button.lastChild;
    const word = text.data;
    text.data = button.dataset.copied;
    setTimeout(() => { text.data = word; }, 2000);
  }

  // ---- A shared machine clears its screen when nobody touches it; drafts stay on the device.

  const { lock, lockPage } = document.body.dataset;
  if (lock) {
    let touched = Date.now();
    for (const kind of ["keydown", "pointerdown", "wheel"]) addEventListener(kind, () => { touched = Date.now(); }, { passive: true, capture: true });
    setInterval(() => {
      if (Date.now() - touched > lock * 1000) location.replace(lockPage + "?ve=" + encodeURIComponent(location.pathname + location.search));
    }, 1000);
  }

  function prepare(root) {
    for (const button of $$("[data-copy]", root)) {
      button.hidden = false;
      button.onclick = () => copy(button);
    }
    $$("[data-bulk]", root).forEach(bulk);
    kept(root).forEach(keep);
    $$("[data-send]", root).forEach(sends);
    $$("[data-drop]", root).forEach(drop);
    $$("[data-poll]", root).forEach(poll);
  }

  forgetTaken();
  prepare(document);
  const first = $("[role=alert][data-focus]");
  if (first) first.focus();
})();
