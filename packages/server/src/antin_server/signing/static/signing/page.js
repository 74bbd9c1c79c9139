// What the key pages share: a status line that screen readers speak, and a file handed to the holder.

// Shows the text `data-text-<which>` of `place` in its [data-status] line.
export function say(place, which, kind = "note") {
  const line = place.querySelector("[data-status]");
  line.dataset.kind = kind;
  line.textContent = place.getAttribute(`data-text-${which}`) ?? which;
}

export function saveFile(bytes, name, type = "application/x-pkcs12") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

export async function fileBytes(input) {
  return new Uint8Array(await input.files[0].arrayBuffer());
}

export class SignedOut extends Error {}

// POST JSON to one of our own pages; a refusal comes back as { error: {code, text, hint} }. Throws SignedOut.
export async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
    body: JSON.stringify(body),
    credentials: "same-origin",
  });
  const type = answer.headers.get("Content-Type") ?? "";
  if (answer.redirected || answer.status === 403) throw new SignedOut();
  if (!type.includes("application/json")) throw new Error(`${answer.status}`);
  return answer.json();
}
