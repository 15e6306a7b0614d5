// SPDX-License-Identifier: EUPL-1.2
// Writing to people: what differs per person is put where the cursor is, and what somebody gets is shown at once.
// Without this the words can be typed over, and the message is looked through after it was saved.

"use strict";

const fields = [...document.querySelectorAll("[name=subject], [name=text]")];
let last = document.querySelector("[name=text]");

for (const field of fields) field.addEventListener("focus", () => { last = field; });

for (const button of document.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.parentElement.querySelector("[data-word]").hidden = true;
  button.addEventListener("click", () => {
    last.setRangeText(button.dataset.insert, last.selectionStart, last.selectionEnd, "end");
    last.focus();
    last.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const shown = document.querySelector("[data-preview]");
if (shown) shown.hidden = false;
