// The page of one question. It keeps nothing: no cookie, no storage, no other address.
"use strict";
let lang = navigator.language.startsWith("en") ? "en" : "zh";
let last = null;
const at = (id) => document.getElementById(id);

function speak() {
  document.documentElement.lang = lang;
  for (const each of document.querySelectorAll("[data-zh]")) each.textContent = each.dataset[lang];
  at("lang").textContent = lang === "zh" ? "English" : "中文";
  const chosen = at("audience").value;
  at("audience").replaceChildren(...Object.entries(words.audience).map(([code, each]) => new Option(each[lang], code)));
  at("audience").value = chosen;
  if (last) show(last.text, last.screened);
}

function marked(text, evidence) {
  const parts = [];
  let done = 0;
  for (const each of [...evidence].sort((a, b) => a.start - b.start)) {
    if (each.start < done) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(each.start, each.end).join("");
    mark.title = each[lang];
    parts.push(text.slice(done, each.start).join(""), mark);
    done = each.end;
  }
  return [...parts, text.slice(done).join("")];
}

function item(text) {
  const made = document.createElement("li");
  made.textContent = text;
  return made;
}

function show(text, screened) {
  last = { text, screened };
  at("state").textContent = words.state[screened.state][lang];
  at("state").className = `state ${screened.state}`;
  const types = screened.types.slice(0, 1).map((each) => words.type[each.code][lang]);
  const posing = screened.impersonated.map((each) => each[lang]);
  const said = [...types, ...(posing.length ? [words.said.impersonated[lang].replace("{bodies}", posing.join(" / "))] : [])];
  at("about").textContent = said.join(" · ");
  at("shown").replaceChildren(...marked(Array.from(text), screened.evidence));
  at("evidence").replaceChildren(...screened.evidence.map((each) => item(`「${each.text}」 ${each[lang]}`)));
  at("steps").replaceChildren(...screened.steps.map((each) => item(each[lang])));
  at("answer").hidden = false;
  at("refused").hidden = true;
}

async function ask(event) {
  event.preventDefault();
  const text = at("text").value;
  const said = await fetch("../api/v1/screen", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text, audience: at("audience").value }),
  });
  const body = await said.json();
  if (said.ok) return show(text, body.screened);
  at("answer").hidden = true;
  at("refused").textContent = body.detail || body.title;
  at("refused").hidden = false;
}

let words = null;
fetch("words.json").then((said) => said.json()).then((found) => {
  words = found;
  at("ask").addEventListener("submit", ask);
  at("lang").addEventListener("click", () => { lang = lang === "zh" ? "en" : "zh"; speak(); });
  speak();
  const given = new URLSearchParams(location.hash.slice(1)).get("text");  // never sent as an address
  if (given) {
    at("text").value = given;
    at("ask").requestSubmit();
  }
});
