setTimeout(() => {
  const view = document.querySelector("#into-view");
  const said = document.querySelector("#announcement");
  if (!view) return;
  if (said) said.textContent = view.dataset.say;
  if (view.dataset.part === "question") {
    const questions = [...document.querySelectorAll("h2.question")];
    if (questions.length > 1) questions.pop().scrollIntoView({ block: "start" });
    else document.querySelector(".stMain")?.scrollTo(0, 0);
  } else if (view.dataset.part === "words") {
    document.querySelector(".st-key-source mark")?.scrollIntoView({ block: "nearest" });
  }
}, 120);
