// Nhịp Cầu · desk.js
// Makes pages quicker; nothing here is needed for a page to work. No page content is written as HTML except
// what our own server sent for the same address.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
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

  const who = document.body.dataset.who || "0";
  const prefix = "nhipcau:" + who + ":";
  const draftKey = (field) => prefix + location.pathname + ":" + (field.form?.getAttribute("action") || "") + ":" + field.name;
  const store = {
    get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
    keys: () => { try { return Object.keys(localStorage).filter((k) => k.startsWith(prefix)); } catch { return []; } },
  };
  const clock = (ms) => new Date(ms).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

  function markSent(form) {
    for (const field of $$("[data-keep]", form)) {
      const draft = store.get(draftKey(field));
      if (draft) store.set(draftKey(field), { ...draft, sent: true });
    }
  }

  // A page that is not the form's own, or that says it is done, means that the server took what was sent.
  function forgetTaken() {
    const done = $("[data-done]");
    if (document.body.classList.contains("plain")) return;
    for (const key of store.keys()) {
      const draft = store.get(key);
      const here = key.startsWith(prefix + location.pathname + ":");
      const old = !draft || Date.now() - draft.at > 30 * 24 * 3600 * 1000;
      if (old || (draft.sent && (done || !here))) store.drop(key);
    }
  }

  function keep(field) {
    const key = draftKey(field);
    const draft = store.get(key);
    if (draft && draft.text !== field.value && draft.text.trim()) offer(field, draft, key);
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

  function prepare(root) {
    for (const button of $$("[data-copy]", root)) {
      button.hidden = false;
      button.onclick = () => copy(button);
    }
    $$("[data-bulk]", root).forEach(bulk);
    $$("[data-keep]", root).forEach(keep);
    $$("[data-drop]", root).forEach(drop);
    $$("[data-poll]", root).forEach(poll);
  }

  forgetTaken();
  prepare(document);
  const first = $("[role=alert][data-focus]");
  if (first) first.focus();
})();
