setTimeout(() => {
  const view = document.querySelector("#into-view");
  const said = document.querySelector("#announcement");
  if (!view) return;
  if (said) said.textContent = view.dataset.say;
  if (view.dataset.part === "question") {
    const questions = [...document.querySelectorAll("h2.question")];
    document.querySelector(".stMain")?.scrollTo(0, 0);
    const newest = questions.pop();
    if (questions.length || newest?.getBoundingClientRect().bottom > innerHeight) newest.scrollIntoView({ block: "start" });
  } else if (view.dataset.part === "words") {
    document.querySelector(".st-key-source mark")?.scrollIntoView({ block: "nearest" });
  } else if (view.dataset.part === "passage") {
    const mark = document.querySelector(".st-key-reader .text mark:not(.found)");
    if (!mark) return;
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
  } else if (view.dataset.part === "found") {
    document.querySelectorAll("mark.current").forEach((mark) => mark.classList.remove("current"));
    const marks = document.querySelectorAll(`mark[data-found="${view.dataset.found}"]`);
    marks.forEach((mark) => mark.classList.add("current"));
    marks[0]?.scrollIntoView({ block: "center" });
  } else if (view.dataset.part === "heading") {
    document.querySelector(".stMain")?.scrollTo(0, 0);
    const heading = document.querySelector("h2.page");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  } else if (view.dataset.part === "top") {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named) named.scrollIntoView();
    else document.querySelector(".stMain")?.scrollTo(0, 0);
  }
}, 120);
// A link to a passage changes the address without loading the page anew, which would end the visitor's session.
if (!window.passageLinks) {
  window.passageLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.passage-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.getAttribute("href"));
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
}
