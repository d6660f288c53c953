// Passkeys: a form asks the server for a question, the device answers it, and the form sends the answer.
// Without this script the page says what is needed and the password does the same.
(() => {
  const bytes = (s) => Uint8Array.from(atob(s.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (b) => btoa(String.fromCharCode(...new Uint8Array(b))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withIDs = (list) => (list || []).map((c) => ({ ...c, id: bytes(c.id) }));

  async function answer(o) {
    o.challenge = bytes(o.challenge);
    if (o.user) {
      o.user.id = bytes(o.user.id);
      o.excludeCredentials = withIDs(o.excludeCredentials);
      return navigator.credentials.create({ publicKey: o });
    }
    o.allowCredentials = withIDs(o.allowCredentials);
    return navigator.credentials.get({ publicKey: o });
  }

  function written(c) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (c.response[name]) response[name] = text(c.response[name]);
    }
    if (c.response.getTransports) response.transports = c.response.getTransports();
    return JSON.stringify({ id: c.id, rawId: text(c.rawId), type: c.type, response, authenticatorAttachment: c.authenticatorAttachment || undefined, clientExtensionResults: {} });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    const button = form.querySelector("button");
    const note = form.querySelector("[data-passkey-note]");
    form.querySelector("[data-passkey-need]").hidden = true;
    button.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      note.textContent = "";
      button.disabled = true;
      try {
        const sent = await fetch(form.dataset.passkey, { method: "POST", body: new URLSearchParams(new FormData(form)) });
        const { options, sealed, problem } = await sent.json();
        if (problem) throw { problem };
        form.elements.answer.value = written(await answer(options));
        form.elements.sealed.value = sealed;
        form.submit();
      } catch (e) {
        note.textContent = e.problem || form.dataset.failed;
        button.disabled = false;
      }
    });
  }
})();
