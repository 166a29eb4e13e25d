using System;

var p = """a «s3cr3t» b""";
