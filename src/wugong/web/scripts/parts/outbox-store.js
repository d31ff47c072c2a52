// What waits in this phone, sendings and drafts, in the browser's own database.
const NAME = "wugong";
const TABLES = ["sendings", "drafts"];

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => TABLES.forEach((one) => asked.result.createObjectStore(one, { keyPath: "key" }));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(table, mode, work) {
  const base = await opened();
  return new Promise((resolve, reject) => {
    const change = base.transaction(table, mode);
    const asked = work(change.objectStore(table));
    change.oncomplete = () => [base.close(), resolve(asked.result)];
    change.onerror = change.onabort = () => [base.close(), reject(change.error)];
  });
}

export const put = (table, row) => within(table, "readwrite", (rows) => rows.put(row));
export const drop = (table, key) => within(table, "readwrite", (rows) => rows.delete(key));
export const one = (table, key) => within(table, "readonly", (rows) => rows.get(key));
export const all = (table) => within(table, "readonly", (rows) => rows.getAll());
