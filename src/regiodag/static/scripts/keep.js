// SPDX-License-Identifier: EUPL-1.2
// What was typed is not lost when the session ends, the connection fails or the window is closed by mistake: it is kept
// in this tab until the server has it, and offered again. No password and no file is kept.

"use strict";

const KEEP = "kept:";
const LEFT_OUT = ["hidden", "password", "file", "submit"];

const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && !LEFT_OUT.includes(field.type));

const valuesOf = (form) =>
  fieldsOf(form).map((field) => [field.name, field.value, ["checkbox", "radio"].includes(field.type) ? field.checked : null]);

// Several fields may have one name, such as the choices of a ranking: each gets its own value back.
const putBack = (form, values) => {
  const left = fieldsOf(form);
  for (const [name, value, checked] of values) {
    const at = left.findIndex((each) => each.name === name && (checked === null || each.value === value));
    if (at < 0) continue;
    const [field] = left.splice(at, 1);
    if (checked === null) field.value = value;
    else field.checked = checked;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

// The server has what was sent once it answers with another page that is not the one to sign in on, or with the same
// page (to add another one) that says it was saved.
const sent = sessionStorage.getItem("sent");
const answered = location.pathname !== sent || document.querySelector("#notices .notice-good");
if (sent && answered && !location.pathname.startsWith("/sign-in/")) {
  sessionStorage.removeItem(KEEP + sent);
  sessionStorage.removeItem("sent");
}

for (const form of document.querySelectorAll("form[data-guard]")) {
  const key = KEEP + location.pathname;
  const offer = document.querySelector("[data-kept]");
  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  const same = kept && JSON.stringify(kept) === JSON.stringify(valuesOf(form));
  if (kept && !same && offer && !document.querySelector(".notice-bad, .notice-warn")) {
    offer.hidden = false;
    offer.querySelector("[data-put-back]").addEventListener("click", () => {
      putBack(form, kept);
      offer.hidden = true;
      fieldsOf(form)[0].focus();
    });
    offer.querySelector("[data-forget]").addEventListener("click", () => {
      sessionStorage.removeItem(key);
      offer.hidden = true;
      fieldsOf(form)[0].focus();
    });
  }
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(valuesOf(form))));
  form.addEventListener("submit", () => sessionStorage.setItem("sent", location.pathname));
}
