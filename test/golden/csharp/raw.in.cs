using System;

var p = """«s3cr3t»""";
