export const a = <Db url="postgres://app:«s3cr3t»@db" />;
