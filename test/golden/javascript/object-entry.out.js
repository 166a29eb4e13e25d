connect({ user: "app", "password": process.env.DB_PASSWORD ?? (() => { throw new Error("DB_PASSWORD is not set"); })(), port: 1 });
