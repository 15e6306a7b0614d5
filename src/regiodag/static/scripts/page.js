// SPDX-License-Identifier: EUPL-1.2
// What every page does beyond what works without it: the first error gets the focus, and what is typed is not lost.

"use strict";

const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

// A form with unsaved changes asks before the page is left.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// A second click on a button that submits does nothing: the first is on its way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.busy) { event.preventDefault(); return; }
  form.dataset.busy = "yes";
  window.setTimeout(() => { delete form.dataset.busy; }, 4000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-busy]")) delete form.dataset.busy;
});

// Tell people who listen to the page what changed.
document.body.addEventListener("announce", (event) => {
  document.getElementById("announce").textContent = event.detail.value;
  // What the page said about the change before this one may be untrue by now. It was spoken already: no live region.
  const said = document.querySelector("#notices .notice-good");
  if (!said) return;
  said.removeAttribute("role");
  said.textContent = event.detail.value;
});
