// SPDX-License-Identifier: EUPL-1.2
// A button that prints the page; without JavaScript the browser's own does.

"use strict";

const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => { window.print(); });
