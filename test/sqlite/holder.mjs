// Holds a database as told, straight through the driver: `node holder.mjs FILE write|exclusive SQL`, then says
// "held"; lets go when it is sent a message, and ends.
import Database from "libsql";

const [file, how, sql] = process.argv.slice(2);
const database = new Database(file);
if (how === "exclusive") database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL");
database.exec("BEGIN IMMEDIATE");
database.exec(sql);
process.on("message", () => {
  database.exec("COMMIT");
  database.close();
  process.disconnect();
});
process.send("held");
