setTimeout(() => {
  const part = document.querySelector("#into-view")?.dataset.part;
  if (part === "question") {
    [...document.querySelectorAll("h2.question")].pop()?.scrollIntoView({ block: "start" });
  } else if (part === "words") {
    document.querySelector(".st-key-source mark")?.scrollIntoView({ block: "nearest" });
  }
}, 120);
