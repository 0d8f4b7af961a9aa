/* Makes the pages quicker to use, never possible: without it everything still works. */
(() => {
  "use strict";
  const region = document.getElementById("trouble");
  let waiting = 0;

  const slow = () => document.documentElement.classList.toggle("is-slow", waiting > 0);

  document.addEventListener("htmx:beforeRequest", () => {
    waiting += 1;
    setTimeout(slow, 200);
    region.replaceChildren();
  });
  document.addEventListener("htmx:afterRequest", () => {
    waiting = Math.max(0, waiting - 1);
    slow();
  });

  /* What was unfolded stays so when its region comes anew. */
  let unfolded = [];
  document.addEventListener("htmx:beforeSwap", () => {
    unfolded = [...document.querySelectorAll("details[id][open]")].map(({ id }) => id);
  });
  const unfold = () => {
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  };
  document.addEventListener("htmx:oobAfterSwap", unfold);
  document.addEventListener("htmx:afterSwap", unfold);

  const trouble = ({ detail: { elt, requestConfig } }) => {
    const note = document.getElementById("trouble-note").content.cloneNode(true);
    const again = requestConfig?.triggeringEvent?.type ?? "click";
    note.querySelector("button").addEventListener("click", () => {
      region.replaceChildren();
      htmx.trigger(elt, again);
    });
    region.replaceChildren(note);
  };
  document.addEventListener("htmx:sendError", trouble);
  document.addEventListener("htmx:responseError", trouble);
  document.addEventListener("htmx:timeout", trouble);

  /* Without a script, or where the browser keeps the clipboard shut, the text itself
     can be selected. */
  const status = document.getElementById("announcements");
  const copy = async ({ currentTarget: button }) => {
    const { copy: id, said } = button.dataset;
    const text = document.getElementById(id);
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      status.textContent = button.textContent = said;
    } catch {
      getSelection().selectAllChildren(text);
    }
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", copy);
  }

  /* Out of the filters on a phone, to what they show. */
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-closes-drawer]")) target.closest("details").open = false;
  });

  const summary = document.querySelector(".summary[autofocus]");
  if (summary) summary.focus();
})();
