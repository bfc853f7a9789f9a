// A row that moves may be built anew. Whoever moved it with the keyboard stays on its button, or, at an end, on the other one.
(() => {
  const moved = document.querySelector("#keep-focus");
  if (!moved) return;
  const said = document.querySelector("#announcement");
  if (said) said.textContent = moved.dataset.say;
  const keys = moved.dataset.keys.split(" ");
  let tries = 20;
  const waiting = setInterval(() => {
    const active = document.activeElement;
    const isLost = !active || active === document.body || active.disabled;
    const buttons = keys.map((key) => document.querySelector(`.st-key-${key} button:not(:disabled)`));
    if (isLost) buttons.find(Boolean)?.focus({ preventScroll: true });
    if (--tries === 0) clearInterval(waiting);
  }, 100);
})();
