setTimeout(() => {
  const view = document.querySelector("#into-view");
  const said = document.querySelector("#announcement");
  if (!view) return;
  if (said) said.textContent = view.dataset.say;
  if (view.dataset.part === "question") {
    [...document.querySelectorAll("h2.question")].pop()?.scrollIntoView({ block: "start" });
  } else if (view.dataset.part === "words") {
    document.querySelector(".st-key-source mark")?.scrollIntoView({ block: "nearest" });
  }
}, 120);
