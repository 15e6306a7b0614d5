// SPDX-License-Identifier: EUPL-1.2
// Which cards of the board are shown: at once, by name as well. Without this script the form asks for the page anew;
// a name is never sent, so that it is in no address.

"use strict";

{
  const form = document.getElementById("bd-filter");
  const words = document.getElementById("bd-words");
  const count = document.getElementById("bd-count");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const wanted = (card) => {
    const { organisation, which } = form.elements;
    const name = plain(card.querySelector(".bd-name").textContent);
    return (!organisation.value || card.dataset.organisation === organisation.value)
      && (!which.value || card.dataset.marks.split(" ").includes(which.value))
      && plain(words.value).split(/\s+/).every((word) => name.includes(word));
  };

  const filter = () => {
    let shown = 0;
    for (const card of document.querySelectorAll(".bd-card")) {
      card.hidden = !wanted(card);
      if (!card.hidden) shown += 1;
    }
    count.textContent = count.dataset.said.replace("{number}", shown);
    count.hidden = ![form.elements.organisation, form.elements.which, words].some((field) => field.value);
  };

  words.closest("[hidden]").hidden = false;
  form.querySelector("button").hidden = true;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  document.addEventListener("board:changed", filter);
}
