// Asks the browser for a passkey and sends what it says. Without this script there are
// password and app.
const form = document.querySelector("form[data-passkey]");

async function ask() {
  const failed = form.querySelector("[data-passkey-failed]");
  const asks = form.querySelector("[data-passkey-asks]");
  [failed.hidden, asks.hidden] = [true, false];
  try {
    const options = JSON.parse(form.dataset.options);
    const credential =
      form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    const said = credential.toJSON();
    said.extensions = JSON.stringify(credential.getClientExtensionResults());
    form.elements.credential.value = JSON.stringify(said);
    form.submit();
  } catch {
    [failed.hidden, asks.hidden] = [false, true];
  }
}

if (form) {
  form.querySelector("[data-passkey-again]").addEventListener("click", ask);
  ask();
}
