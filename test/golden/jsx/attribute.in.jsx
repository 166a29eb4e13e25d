export const a = <Db password="«s3cr3t»" port={1} />;
