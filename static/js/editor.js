/* Tells assistive technology which field is wrong while one types; no page needs it. */
(() => {
  "use strict";

  const mark = (error) => {
    const field = error.closest(".field");
    if (!field) return;
    const isWrong = error.textContent.trim() !== "";
    field.classList.toggle("bad", isWrong);
    for (const input of field.querySelectorAll("input, select, textarea")) {
      if (isWrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    const described = field.matches("fieldset") ? field : field.querySelector(".input");
    if (!described) return;
    const ids = new Set((described.getAttribute("aria-describedby") || "").split(" "));
    if (isWrong) ids.add(error.id);
    else ids.delete(error.id);
    ids.delete("");
    if (ids.size) described.setAttribute("aria-describedby", [...ids].join(" "));
    else described.removeAttribute("aria-describedby");
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "errors") return;
    document.querySelectorAll(".editor .error").forEach(mark);
  });
})();
