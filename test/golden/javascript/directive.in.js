"«s3cr3t»";
let a;
