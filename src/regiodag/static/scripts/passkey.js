// SPDX-License-Identifier: EUPL-1.2
// Tells in words why a passkey did not work.

"use strict";

document.addEventListener("allauth.error", (event) => {
  const box = document.getElementById("passkey-trouble");
  if (!box) return;
  event.preventDefault();
  const lines = [...box.querySelectorAll("[data-when]")];
  const found = lines.find((line) => line.dataset.when === event.detail.exception.name) || lines.at(-1);
  for (const line of lines) line.hidden = line !== found;
  box.hidden = false;
});
