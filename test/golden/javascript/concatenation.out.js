const header = "Bearer " + (process.env.DB_PASSWORD ?? (() => { throw new Error("DB_PASSWORD is not set"); })());
