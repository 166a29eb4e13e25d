import React from "react";
export const a = <Db password="«s3cr3t»" />;
