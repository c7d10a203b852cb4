// Pose à des sources la requête lue sur l'entrée ; écrit une ligne de JSON par résultat.
// Usage : node comunica.mjs SOURCE…, où SOURCE est une adresse, dont Comunica cherche la nature,
// ou « sparql@adresse », un service SPARQL.
import { text } from "node:stream/consumers";
import { QueryEngine } from "@comunica/query-sparql";

const sources = process.argv.slice(2).map((source) =>
  source.startsWith("sparql@") ? { type: "sparql", value: source.slice("sparql@".length) } : { value: source },
);
const term = ({ termType, value, language, datatype }) => ({
  type: termType,
  value,
  ...(language && { language }),
  ...(datatype && !language && { datatype: datatype.value }),
});
const write = (found) => process.stdout.write(`${JSON.stringify(found)}\n`);

const result = await new QueryEngine().query(await text(process.stdin), { sources });
const found = await result.execute();
if (result.resultType === "boolean") {
  write(found);
} else if (result.resultType === "bindings") {
  for await (const row of found) {
    write(Object.fromEntries([...row].map(([variable, value]) => [variable.value, term(value)])));
  }
} else {
  for await (const { subject, predicate, object } of found) {
    write([subject, predicate, object].map(term));
  }
}
