// Asks a Memento server by the npm module memento-client, which a test gives as argv[2],
// for a page at each of some dates, and prints what it understood as JSON, a line each.
const memento = require(process.argv[2])
const [gate, timemap, page, ...dates] = process.argv.slice(3)

const ask = (options) => new Promise((resolve) => memento(page, options, (fault, list) => resolve({ fault: fault && String(fault), list })))

async function main () {
  for (const time of dates) console.log(JSON.stringify(await ask({ host: gate, time })))
  console.log(JSON.stringify(await ask({ host: timemap })))
}
main()
