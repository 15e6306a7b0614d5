// SPDX-License-Identifier: EUPL-1.2
// Wishes ranked by button, by drag and by keyboard, and questions that are asked only after a certain answer. The lists
// to choose from stay what is sent: they are filled in by every change. Without this script they are filled in by hand.

"use strict";

const announce = (text) => { document.getElementById("announce").textContent = text; };

// ------------------------------------------------------------------------------------------------- ranked wishes

function rankable(root) {
  const selects = [...root.querySelectorAll("select")];
  const offer = root.querySelector("[data-wish-offer]");
  const ranked = root.querySelector("[data-wish-ranked]");
  const cards = [...offer.children];
  const say = (name, words) => announce(root.dataset[name].replace(/\{(\w+)\}/g, (all, key) => words[key] ?? all));
  const titled = (card) => ({ title: card.dataset.title, rank: rankOf(card) + 1, most: selects.length });
  const rankOf = (card) => [...ranked.children].indexOf(card);
  let carried = null; // what is carried by keyboard: {card, next}

  // What stands in the list goes to the form, and the page shows it.
  function keep() {
    selects.forEach((select, at) => { select.value = ranked.children[at]?.dataset.workshop ?? ""; });
    shown();
    root.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "wishes" }));
  }

  function shown() {
    const many = ranked.children.length;
    root.querySelector("[data-wish-empty]").hidden = many > 0;
    ranked.hidden = false;
    root.classList.toggle("wish-full", many >= selects.length);
    for (const card of cards) {
      const chosen = card.parentElement === ranked;
      card.querySelector("[data-grip]").hidden = !chosen;
      card.querySelector("[data-wish-do=choose]").hidden = chosen;
      for (const name of ["up", "down", "remove"]) card.querySelector(`[data-wish-do=${name}]`).hidden = !chosen;
      card.querySelector("[data-wish-do=up]").disabled = chosen && rankOf(card) === 0;
      card.querySelector("[data-wish-do=down]").disabled = chosen && rankOf(card) === many - 1;
    }
  }

  // What is not chosen stands where the draw put it.
  function putBack(card) {
    const later = cards.slice(cards.indexOf(card) + 1).find((each) => each.parentElement === offer);
    offer.insertBefore(card, later ?? null);
  }

  // What the form says, after it was filled in from elsewhere.
  function read() {
    for (const card of cards) if (card.parentElement === ranked) putBack(card);
    for (const select of selects) {
      const card = cards.find((each) => each.dataset.workshop === select.value);
      if (card) ranked.append(card);
    }
    shown();
  }

  const focus = (card, name) => (card.querySelector(`[data-wish-do=${name}]:enabled:not([hidden])`) ?? card.querySelector("[data-grip]")).focus();

  const actions = {
    choose(card) {
      if (ranked.children.length >= selects.length) { say("sayFull", titled(card)); return; }
      const after = card.nextElementSibling ?? card.previousElementSibling;
      ranked.append(card);
      keep();
      say("sayChosen", titled(card));
      if (after && ranked.children.length < selects.length) focus(after, "choose"); else card.querySelector("[data-grip]").focus();
    },
    up(card) { move(card, -1); focus(card, "up"); },
    down(card) { move(card, 1); focus(card, "down"); },
    remove(card) {
      const next = card.nextElementSibling ?? card.previousElementSibling;
      putBack(card);
      keep();
      say("sayRemoved", titled(card));
      if (next) focus(next, "remove"); else focus(card, "choose");
    },
  };

  function move(card, by) {
    if (!shift(card, by)) return;
    keep();
    say("sayChosen", titled(card));
  }

  function shift(card, by) {
    const other = by < 0 ? card.previousElementSibling : card.nextElementSibling;
    if (!other) return false;
    ranked.insertBefore(card, by < 0 ? other : other.nextElementSibling);
    return true;
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-wish-do]");
    if (button) actions[button.dataset.wishDo](button.closest("[data-workshop]"));
  });

  // ----------------------------------------------------------------------------------------------- by keyboard

  function pickUp(card) {
    carried = { card, next: card.nextElementSibling };
    card.classList.add("wish-picked");
    say("sayPicked", titled(card));
  }

  function putDown(name) {
    const { card } = carried;
    carried = null;
    card.classList.remove("wish-picked");
    keep();
    say(name, titled(card));
    card.querySelector("[data-grip]").focus();
  }

  function carry(event) {
    const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (by) {
      shift(carried.card, by);
      shown();
      carried.card.querySelector("[data-grip]").focus(); // moving in the page takes it away
      say("sayChosen", titled(carried.card));
    } else if (event.key === "Enter" || event.key === " ") putDown("sayDropped");
    else if (event.key === "Escape") {
      ranked.insertBefore(carried.card, carried.next);
      putDown("sayBack");
    } else if (event.key === "Tab") { putDown("sayDropped"); return; }
    else return;
    event.preventDefault();
  }

  root.addEventListener("keydown", (event) => {
    if (carried) { carry(event); return; }
    const grip = event.target.closest("[data-grip]");
    if (!grip || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    pickUp(grip.closest("[data-workshop]"));
  });
  document.addEventListener("pointerdown", () => { if (carried) putDown("sayDropped"); });

  // ----------------------------------------------------------------------------------------------- by drag

  const shared = { animation: 120, ghostClass: "wish-ghost", delay: 150, delayOnTouchOnly: true, filter: "details, button:not([data-grip])", preventOnFilter: false };
  const dropped = (event) => {
    if (event.to === offer) putBack(event.item);
    keep();
    say(event.to === offer ? "sayRemoved" : "sayChosen", titled(event.item));
  };
  new Sortable(offer, { ...shared, sort: false, group: "wishes", onEnd: (event) => { if (event.to !== event.from) dropped(event); } });
  new Sortable(ranked, {
    ...shared,
    group: { name: "wishes", put: () => ranked.children.length < selects.length },
    onEnd: (event) => { if (event.to !== event.from || event.oldIndex !== event.newIndex) dropped(event); },
  });

  root.closest("form").addEventListener("input", (event) => { if (event.detail !== "wishes") read(); });
  ranked.id = selects[0].id; // where a message about the choices leads
  ranked.tabIndex = -1;
  selects[0].removeAttribute("id");
  root.querySelector(".wish-selects").hidden = true;
  for (const each of root.querySelectorAll("[data-wish-side], .wish-do")) each.hidden = false;
  root.classList.add("wish-live");
  read();
}

for (const root of document.querySelectorAll("[data-wishes]")) if (root.querySelector("select")) rankable(root);

// ------------------------------------------------------------------------------------------------- only if

// Whether the answer to a question is the one that another one depends on. A box of its own is given or not given.
function isGiven(form, name, wanted) {
  const fields = [...form.elements].filter((each) => each.name === name);
  const boxes = fields.filter((each) => each.type === "checkbox" || each.type === "radio");
  if (boxes.length === 1 && !boxes[0].hasAttribute("value")) return boxes[0].checked === (wanted !== "");
  if (boxes.length) return boxes.some((each) => each.checked && each.value === wanted) || (wanted === "" && !boxes.some((each) => each.checked));
  return fields.some((each) => each.value.trim() === wanted);
}

function condition(form) {
  const questions = [...form.querySelectorAll("[data-only-if]")];
  const show = () => {
    for (const each of questions) {
      const on = form.elements[each.dataset.onlyIf];
      const asked = (on?.[0] ?? on)?.closest?.("[data-only-if]");
      each.hidden = !isGiven(form, each.dataset.onlyIf, each.dataset.answer) || Boolean(asked?.hidden);
    }
  };
  for (const each of form.querySelectorAll("[data-without-script]")) each.hidden = true;
  form.addEventListener("input", show);
  show();
}

for (const form of document.querySelectorAll("form[data-conditions]")) condition(form);
