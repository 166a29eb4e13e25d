const url = `postgres://app:${process.env.DB_PASSWORD ?? (() => { throw new Error("DB_PASSWORD is not set"); })()}@db/\`a\`\${x}?q=\"1\"`;
