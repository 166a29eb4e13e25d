import x from "«s3cr3t»";
