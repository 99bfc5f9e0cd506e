// Passkeys: a form with data-passkey="create" or "get" asks the browser, puts the answer into its field, and sends itself.
// data-options holds what the browser has to be asked; data-options-at says where to fetch that.
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  /** What the server sent as text, with bytes where the browser wants them. */
  function asked(options) {
    const key = structuredClone(options.publicKey ?? options);
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    for (const list of ["excludeCredentials", "allowCredentials"])
      for (const one of key[list] ?? []) one.id = bytes(one.id);
    return { publicKey: key };
  }

  /** What the browser answered, as text. */
  function told(credential) {
    const { response } = credential;
    const parts = { clientDataJSON: text(response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
      if (response[name]) parts[name] = text(response[name]);
    if (response.getTransports) parts.transports = response.getTransports();
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: parts,
    };
  }

  async function optionsOf(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsAt, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("unreached");
    return (await answer.json()).request_options;
  }

  function say(form, words) {
    const place = form.querySelector("[data-passkey-says]");
    if (!place) return;
    place.textContent = words;
    place.hidden = !words;
  }

  async function ask(form) {
    say(form, "");
    try {
      const options = asked(await optionsOf(form));
      const credential =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create(options)
          : await navigator.credentials.get(options);
      form.querySelector("[data-passkey-answer]").value = JSON.stringify(told(credential));
      form.submit();
    } catch (trouble) {
      say(form, wordsFor(trouble));
    }
  }

  function wordsFor(trouble) {
    if (trouble.name === "InvalidStateError") return "This passkey is set up here already.";
    if (trouble.name === "NotAllowedError") return "No passkey was chosen, or it took too long. Try again, or use another way.";
    return "That did not work. Try again, or use another way.";
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) {
      say(form, "This browser knows no passkeys. Use another way.");
      continue;
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
})();
