const { DB_PASSWORD = process.env.DB_PASSWORD ?? (() => { throw new Error("DB_PASSWORD is not set"); })() } = process.env;
