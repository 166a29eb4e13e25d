export const a = <Db url={`postgres://app:${process.env.DB_PASSWORD ?? (() => { throw new Error("DB_PASSWORD is not set"); })()}@db`} />;
