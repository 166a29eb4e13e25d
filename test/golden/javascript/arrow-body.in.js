const read = () => "«s3cr3t»";
