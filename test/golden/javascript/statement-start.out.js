const a = 1
;(process.env.DB_PASSWORD ?? (() => { throw new Error("DB_PASSWORD is not set"); })()).split("").forEach(print)
